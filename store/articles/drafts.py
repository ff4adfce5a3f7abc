"""First drafts of versions: what plain rules make of an article for a channel.

A rule chooses and arranges; it never rewrites a sentence. What is then too long, or lacks
something, is left to the editor, and `store.articles.limits` says so beside the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from store.article_parts import MadeOf
from store.articles.sentences import sentences
from store.articles.shapes import FOR_THE_EAR, shape_of
from store.channels import Channel, Shape
from store.records import Source
from store.text import count_words, paragraphs


class Draft(Struct, frozen=True):
    """The text of a version, by paragraph."""

    headline: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """Return its text."""
        return "\n\n".join(self.paragraphs)


class Beside(Struct, frozen=True):
    """What a draft takes from elsewhere than the text of the article."""

    slogan: str = ""
    topics: tuple[str, ...] = ()
    campaign: str = ""
    sources: tuple[Source, ...] = ()
    link: str = ""
    """Where the article can be read in full."""
    as_spoken: Callable[[str], str] = str
    """Writes a text as it is spoken."""


def draft(text: MadeOf, channel: Channel, beside: Beside) -> Draft:
    """Return the first draft of a version."""
    own = paragraphs(text.body.replace("\r\n", "\n"))
    shape = shape_of(channel)
    made = _RULES[shape](_Given(text.headline, own, channel, beside))
    headline = text.headline
    if shape in FOR_THE_EAR:
        headline = _begun(beside.as_spoken(headline), text.headline)
    if not made:
        return Draft(headline, ())
    framed = (channel.opening, *made, channel.closing)
    return Draft(headline, tuple(one for one in framed if one.strip()))


def _begun(spoken: str, written: str) -> str:
    """Return a headline that begins with a capital letter also where it began with a figure."""
    return spoken if written[:1].islower() else spoken[:1].upper() + spoken[1:]


class _Given(Struct, frozen=True):
    """What a rule is given."""

    headline: str
    own: Sequence[str]
    """The paragraphs of the article."""
    channel: Channel
    beside: Beside


_Rule = Callable[[_Given], Sequence[str]]
"""Makes the paragraphs of a draft."""


def _whole(given: _Given) -> Sequence[str]:
    return given.own


def _spoken(given: _Given) -> Sequence[str]:
    return [given.beside.as_spoken(one) for one in given.own]


def _post(given: _Given) -> Sequence[str]:
    """Lead, link, hashtags."""
    beside = given.beside
    names = dict.fromkeys(filter(None, map(hashtag, (*beside.topics, beside.campaign))))
    hashtags = " ".join([*names][: given.channel.hashtags])
    return [*given.own[:1], *filter(None, (beside.link, hashtags))]


def _notice(given: _Given) -> Sequence[str]:
    """Lead, then who, when and where, from the source sheet."""
    sources = given.beside.sources
    asked = (
        ("Ai", (one.who for one in sources)),
        ("Khi nào", (one.when for one in sources)),
        ("Ở đâu", (one.where for one in sources)),
    )
    told = [f"{what}: {joined}" for what, values in asked if (joined := _joined(values))]
    return [*given.own[:1], *told]


def _banner(given: _Given) -> Sequence[str]:
    """The headline; where that is too long and the slogan is not, the slogan."""
    most = given.channel.most_words
    choices = [one for one in (given.headline, given.beside.slogan) if one.strip()]
    fitting = [one for one in choices if most is None or count_words(one) <= most]
    return (fitting or choices or given.own)[:1]


def _points(given: _Given) -> Sequence[str]:
    """The first sentence of each paragraph."""
    return [f"– {sentences(one)[0]}" for one in given.own]


def _item(given: _Given) -> Sequence[str]:
    """The lead and the paragraph after it."""
    return given.own[:2]


_RULES: Final[dict[Shape, _Rule]] = {
    Shape.NEWSPAPER: _whole,
    Shape.SITE: _whole,
    Shape.RADIO: _spoken,
    Shape.LOUDSPEAKER: _spoken,
    Shape.SOCIAL: _post,
    Shape.BOARD: _notice,
    Shape.BANNER: _banner,
    Shape.TALK: _points,
    Shape.BULLETIN: _item,
}


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(value.strip() for value in values if value.strip()))


def hashtag(words: str) -> str:
    """Return a hashtag of some words: #AnToànLaoĐộng; the empty text where they have no letter."""
    letters = ("".join(char for char in word if char.isalnum()) for word in words.split())
    joined = "".join(word[:1].upper() + word[1:] for word in letters)
    return f"#{joined}" if joined else ""
