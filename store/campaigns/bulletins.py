"""The bulletins of a campaign: what can be in one, what is said, and how long that takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from store.articles import export
from store.articles.shapes import is_heard
from store.bulletin import USUAL_SPEED, Bulletin
from store.campaign_records import Campaign
from store.campaigns.lists import abbreviations
from store.channels import Channel
from store.errors import N_, Finding, InvalidValueError, finding
from store.records import FINISHED, TAKEN_BACK, Article, Id, Status, added
from store.spoken.numbers import Wording
from store.text import count_words, identity, paragraphs, same_text, show_day, sort_key

if TYPE_CHECKING:
    from store.spoken.reader import Spoken

_LONGEST: Final = 24 * 60
"""The most minutes of a broadcast."""
_SPEEDS: Final = range(60, 401)
"""How many chữ a minute anybody can speak."""
_WITHDRAWN: Final = {
    Status.WITHDRAWN: N_("it was withdrawn"),
    Status.CANCELLED: N_("it was cancelled"),
}
_DAYLESS: Final = N_("it names the day, and the bulletin has none")
_BLANK_LINE: Final = "\n\n"
_SENTENCE_ENDS: Final = (".", "!", "?", "…", ":")


class Part(Struct, frozen=True):
    """A part of a script."""

    kind: Literal["opening", "item", "transition", "closing"]
    read: Spoken
    """What is said: of an item the headline as a sentence, then the paragraphs."""
    seconds: int
    id: Id = ""
    """The article of an item."""
    title: str = ""
    """The title of an item, as it is written; empty where the article is gone."""
    remarks: tuple[Finding, ...] = ()
    """Why it should not be read out like that."""

    @property
    def paragraphs(self) -> list[str]:
        """Return what is said, by paragraphs."""
        return [text for line in self.read.text.split("\n") if (text := line.strip())]


class Script(Struct, frozen=True):
    """What a presenter reads."""

    bulletin: Bulletin
    parts: tuple[Part, ...]
    speed: int
    """How many words the presenter reads in a minute."""

    @property
    def items(self) -> list[Part]:
        """Return the parts that are items, in their order."""
        return [part for part in self.parts if part.kind == "item"]

    @property
    def seconds(self) -> int:
        """Return how long it takes to read."""
        return sum(part.seconds for part in self.parts)

    @property
    def left(self) -> int:
        """Return how many seconds of the broadcast are left; negative where it is too long."""
        return self.bulletin.minutes * 60 - self.seconds

    @property
    def read(self) -> Spoken:
        """Return all that is said as one text, with the places that need a look."""
        from store.spoken.reader import Spoken

        texts: list[str] = []
        doubts = []
        length = count = 0
        for part in self.parts:
            doubts += [
                replace(doubt, start=doubt.start + length, end=doubt.end + length)
                for doubt in part.read.doubts
            ]
            texts.append(part.read.text)
            length += len(part.read.text) + len(_BLANK_LINE)
            count += part.read.count
        return Spoken(_BLANK_LINE.join(texts), tuple(doubts), count)


# ------------------------------------------------------------------ the frame


def checked(bulletin: Bulletin, campaign: Campaign) -> Bulletin:
    """Return a bulletin with tidy fields, its channel spelled as in the campaign.

    Raises:
        InvalidValueError: it has no name, an unknown channel, or impossible numbers.
    """
    name, wanted = " ".join(bulletin.name.split()), bulletin.channel.strip()
    if not name:
        raise InvalidValueError(N_("A bulletin needs a name."))
    if bulletin.minutes < 1:
        raise InvalidValueError(N_("A broadcast takes at least one minute."))
    if bulletin.minutes > _LONGEST:
        raise InvalidValueError(N_("A broadcast takes at most a day (1,440 minutes)."))
    if bulletin.words_per_minute is not None and bulletin.words_per_minute not in _SPEEDS:
        raise InvalidValueError(
            N_("A presenter reads between 60 and 400 words a minute, not {count}."),
            count=bulletin.words_per_minute,
        )
    names = [channel.name for channel in campaign.channels]
    channel = next((name for name in names if same_text(name, wanted)), wanted)
    if channel and names and channel not in names:
        raise InvalidValueError(
            N_("“{campaign}” has no channel “{name}”; it has: {names}."),
            campaign=campaign.name,
            name=wanted,
            names=", ".join(names),
        )
    transitions = tuple(filter(None, map(str.strip, bulletin.transitions)))
    return replace(
        bulletin,
        name=name,
        channel=channel,
        opening=bulletin.opening.strip(),
        transitions=transitions,
        closing=bulletin.closing.strip(),
    )


def draft(campaign: Campaign, before: Iterable[Bulletin], today: date) -> Bulletin:
    """Return a new bulletin of today, with the frame of the last one of the campaign."""
    last = max(before, key=lambda one: (one.day or date.min, added(one)), default=None)
    if last is not None:
        return Bulletin(
            campaign=campaign.id,
            name=last.name,
            day=today,
            channel=last.channel,
            minutes=last.minutes,
            words_per_minute=last.words_per_minute,
            opening=last.opening,
            transitions=last.transitions,
            closing=last.closing,
        )
    channel = next((one.name for one in campaign.channels if is_heard(one)), "")
    return Bulletin(campaign=campaign.id, name="", day=today, channel=channel)


def in_order(bulletins: Iterable[Bulletin]) -> list[Bulletin]:
    """Return bulletins, those without a day first, then the newest day first."""
    return sorted(bulletins, key=lambda one: (one.day or date.max, added(one)), reverse=True)


# ------------------------------------------------------------------ its items


def offered(bulletin: Bulletin, campaign: Campaign, articles: Iterable[Article]) -> list[Article]:
    """Return the articles that are not in a bulletin yet, the likeliest first.

    Those of its channel come first, then those of other channels that are heard; of these, the
    finished ones. What was withdrawn or cancelled comes last.
    """

    known = {channel.name: channel for channel in campaign.channels}

    def rank(article: Article) -> tuple[object, ...]:
        own = any(same_text(one, bulletin.channel) for one in article.channels)
        heard = any(is_heard(known.get(one) or Channel(one)) for one in article.channels)
        return (
            article.status in TAKEN_BACK,
            0 if own else 1 if heard else 2,
            article.status not in FINISHED,
            sort_key(article.title),
        )

    return sorted((one for one in articles if one.id not in bulletin.items), key=rank)


def moved(items: tuple[Id, ...], item: Id, by: int) -> tuple[Id, ...]:
    """Return the items with one of them so many places further down, as far as there are."""
    left = [one for one in items if one != item]
    place = min(max(items.index(item) + by, 0), len(left))
    return (*left[:place], item, *left[place:])


def remarks_on(
    article: Article, *, is_edited_since: bool = False, is_stale: bool = False
) -> tuple[Finding, ...]:
    """Return why an article should not be read out as it is.

    Args:
        article: an item of a bulletin.
        is_edited_since: whether it reads otherwise than what went out last.
        is_stale: whether it is a version whose master has changed since.
    """
    found: list[str] = [*export.unfinished(article)]
    if told := _WITHDRAWN.get(article.status):
        found[-1] = told  # rather than that it is not approved
    if is_edited_since:
        found.append(N_("it was edited since it went out"))
    if is_stale:
        found.append(N_("it is stale: its master has changed since"))
    return tuple(map(finding, found))


# ------------------------------------------------------------------ what is said


def script_of(
    bulletin: Bulletin,
    campaign: Campaign | None,
    item: Callable[[Id], tuple[Article, Collection[Finding]] | None],
    wording: Wording,
) -> Script:
    """Return what is said in a bulletin, as it is spoken, and how long each part takes.

    Args:
        bulletin: what is read.
        campaign: with whose abbreviations it is read.
        item: returns an article with the remarks on it; None for one that is gone.
        wording: the words that a house has chosen.
    """
    register = tuple(sorted(abbreviations(campaign).items()))
    speed = speed_of(bulletin, campaign)
    channels = campaign.channels if campaign else ()

    def part(kind: Literal["opening", "transition", "closing"], text: str) -> Iterator[Part]:
        if text:
            day = show_day(bulletin.day) if bulletin.day else "{day}"
            filled = text.replace("{name}", bulletin.name).replace("{day}", day)
            read, count = _spoken(filled, wording, register)
            remarks = (finding(_DAYLESS),) if "{day}" in filled else ()
            yield Part(kind, read, _seconds(count, speed), remarks=remarks)

    parts = [*part("opening", bulletin.opening)]
    for place, named in enumerate(bulletin.items):
        if place and (said := bulletin.transitions):
            parts += part("transition", said[(place - 1) % len(said)])
        found = item(named)
        if found is None:
            gone = (finding(N_("it is no longer on the desk")),)
            nothing, _count = _spoken("", wording, register)
            parts.append(Part("item", nothing, 0, named, "", gone))
            continue
        article, remarks = found
        read, count = _spoken(_text(article, bulletin, channels), wording, register)
        seconds = _seconds(count, speed)
        parts.append(Part("item", read, seconds, named, article.title, tuple(remarks)))
    parts += part("closing", bulletin.closing)
    return Script(bulletin, tuple(parts), speed)


def speed_of(bulletin: Bulletin, campaign: Campaign | None) -> int:
    """Return how many words a minute are read in a bulletin: its own, its channel's, the usual."""
    channels = campaign.channels if campaign else ()
    own = (one.words_per_minute for one in channels if one.name == bulletin.channel)
    return bulletin.words_per_minute or next(filter(None, own), USUAL_SPEED)


def _text(article: Article, bulletin: Bulletin, channels: Iterable[Channel]) -> str:
    """Return what is read of an article: the headline, as a sentence, and the text.

    A text written to be broadcast by itself greets its listeners and takes leave, with the formulas
    of its channel; those, and what the bulletin says itself at its beginning and its end, are not
    said with each item.
    """
    names = {bulletin.channel, *article.channels}
    known = [channel for channel in channels if channel.name in names]
    openings = [bulletin.opening, *(channel.opening for channel in known)]
    closings = [bulletin.closing, *(channel.closing for channel in known)]
    headline = " ".join(article.headline.split())
    if headline and not headline.endswith(_SENTENCE_ENDS):
        headline += "."
    text = _without_first(paragraphs(article.body), openings)
    text = _without_first(text[::-1], ["\n\n".join(paragraphs(c)[::-1]) for c in closings])[::-1]
    return _BLANK_LINE.join(filter(None, (headline, *map(str.strip, text))))


def _without_first(text: list[str], formulas: Iterable[str]) -> list[str]:
    """Return paragraphs without the formulas with which they begin, however many those are."""
    known = [[identity(one) for one in paragraphs(formula)] for formula in formulas]
    keys = [identity(one) for one in text]
    while found := next((f for f in known if f and keys[: len(f)] == f), None):
        text, keys = text[len(found) :], keys[len(found) :]
    return text


def _seconds(words: int, speed: int) -> int:
    """Return how long some words take, in whole seconds, rounded up: no broadcast is cut off."""
    return -(-words * 60 // speed)


@lru_cache(maxsize=512)
def _spoken(
    text: str, wording: Wording, register: tuple[tuple[str, str], ...]
) -> tuple[Spoken, int]:
    """Return a text as it is spoken, and how many words that is.

    What was read is kept: a list of bulletins is drawn at every key.
    """
    from store.spoken.reader import spoken  # 0.1 s of patterns

    read = spoken(text, wording, dict(register))
    return read, count_words(read.text)
