"""How long a text is for its channel, and what it still lacks there.

What is over a limit is found and told, never refused: the limits are the campaign's, and a text
that really was posted has to be recorded as it was.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from store.articles.sentences import sentences
from store.channels import Channel
from store.errors import N_, Finding, finding
from store.text import count_characters, count_words, identity

NO_OPENING: Final = N_("it does not begin with the opening formula")
NO_CLOSING: Final = N_("it does not end with the closing formula")
_HASHTAG: Final = re.compile(r"(?<!\S)#\w+")


class Size(Struct, frozen=True):
    """How long a text is."""

    words: int
    characters: int
    long_sentences: tuple[str, ...] = ()
    """The sentences with more chữ than the channel wants."""
    seconds: int | None = None
    """How long it takes to read aloud; None where the channel does not say how fast."""


def size_of(text: str, channel: Channel) -> Size:
    """Return how long a text is in a channel."""
    words, most = count_words(text), channel.sentence_words
    long = [] if most is None else [one for one in sentences(text) if count_words(one) > most]
    speed = channel.words_per_minute
    return Size(
        words=words,
        characters=count_characters(text),
        long_sentences=tuple(long),
        seconds=round(words * 60 / speed) if speed else None,
    )


def findings(text: str, channel: Channel) -> list[Finding]:
    """Return what keeps a text from being right for a channel: what an editor is left to do."""
    if not text.strip():
        return []
    size = size_of(text, channel)
    found = []
    if channel.most_words is not None and size.words > channel.most_words:
        message = N_("{count} words, {most} at most")
        found.append(finding(message, count=size.words, most=channel.most_words))
    if channel.most_characters is not None and size.characters > channel.most_characters:
        message = N_("{count} characters, {most} at most")
        found.append(finding(message, count=size.characters, most=channel.most_characters))
    if size.long_sentences:
        message = N_("sentences of more than {most} words: {count}, the first “{first} …”")
        first = " ".join(size.long_sentences[0].split()[:6])
        count, most = len(size.long_sentences), channel.sentence_words
        found.append(finding(message, count=count, most=most, first=first))
    hashtags = len(_HASHTAG.findall(text))
    if channel.hashtags is not None and hashtags > channel.hashtags:
        message = N_("{count} hashtags, {most} at most")
        found.append(finding(message, count=hashtags, most=channel.hashtags))
    spoken = identity(text)
    if channel.opening and not spoken.startswith(identity(channel.opening)):
        found.append(finding(NO_OPENING))
    if channel.closing and not spoken.endswith(identity(channel.closing)):
        found.append(finding(NO_CLOSING))
    return found
