"""The channels of a campaign: what goes out there looks how, how long it may be, who runs it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Shape(StrEnum):
    """How a text is laid out for a channel; `store.articles.drafts` has a rule for each."""

    NEWSPAPER = "newspaper"
    SITE = "site"
    RADIO = "radio"
    LOUDSPEAKER = "loudspeaker"
    SOCIAL = "social"
    BOARD = "board"
    BANNER = "banner"
    TALK = "talk"
    """Talking points for a meeting."""
    BULLETIN = "bulletin"


class Channel(Struct, frozen=True, omit_defaults=True):
    """A channel of a campaign: its name and group, the form of its texts, and who runs it."""

    name: str
    group: str = ""
    shape: Shape | None = None
    """None where nobody has said; then it follows from the name (`store.articles.shapes`)."""
    most_words: int | None = None
    """The most chữ of the text."""
    most_characters: int | None = None
    """The most characters of the text."""
    sentence_words: int | None = None
    """The most chữ of a sentence; what is heard cannot be read again."""
    hashtags: int | None = None
    """The most hashtags; as many are proposed."""
    words_per_minute: int | None = None
    """How fast it is read aloud."""
    opening: str = ""
    """The formula with which a text begins."""
    closing: str = ""
    """The formula with which it ends."""
    outlet: str = ""
    """Who publishes it: a newspaper, a station, a page."""
    person: str = ""
    """Whom one asks there."""
    address: str = ""
    """Where it is: an address, a link, a telephone number."""
    units: tuple[str, ...] = ()
    """The names of the units that have one of their own."""
