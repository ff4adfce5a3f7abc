"""A bulletin: the articles that a presenter reads one after the other in one broadcast."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.records import Id, Record

USUAL_MINUTES: Final = 15
"""How long a broadcast of the loudspeakers of a ward of Hanoi is."""

USUAL_SPEED: Final = 130
"""How many chữ a minute a presenter reads, in the slow manner of loudspeakers, with pauses.

Newsreaders are said to read 120 to 150. Television presenters talk much faster: a count of seven
of them (emcovu.com) found 3,7 to 5,5 chữ a second. So a text that fits at this speed does fit; a
desk that has timed its own presenter sets the speed of its bulletins.
"""


class Bulletin(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A bulletin (bản tin) of a campaign.

    In its opening, transitions and closing, {name} and {day} stand for its own.
    """

    campaign: Id
    name: str
    day: date | None = None
    """When it is broadcast; None while that is open."""
    channel: str = ""
    minutes: int = USUAL_MINUTES
    """How long the broadcast is."""
    words_per_minute: int | None = None
    """How many words (chữ), as they are spoken, the presenter reads in a minute; None for as many
    as its channel says, or `USUAL_SPEED`."""
    opening: str = ""
    transitions: tuple[str, ...] = ()
    """What is said between two items: these in turn."""
    closing: str = ""
    items: tuple[Id, ...] = ()
    """The articles, in the order in which they are read."""
