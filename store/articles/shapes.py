"""The shape of a channel: as its campaign says, or else by its name."""

from __future__ import annotations

from typing import Final

from store.channels import Channel, Shape
from store.text import fold

FOR_THE_EAR: Final = frozenset({Shape.RADIO, Shape.LOUDSPEAKER})
"""What is read aloud."""


def shape_of(channel: Channel) -> Shape:
    """Return the shape of a channel; where neither it nor its name says, that of a newspaper."""
    if channel.shape is not None:
        return channel.shape
    name = fold(channel.name)
    return next((shape for words, shape in _BY_NAME if words in name), Shape.NEWSPAPER)


_BY_NAME: Final = (
    ("bang tin", Shape.BOARD),
    ("ban tin", Shape.BULLETIN),
    ("bang ron", Shape.BANNER),
    ("khau hieu", Shape.BANNER),
    ("sinh hoat", Shape.TALK),
    ("loa", Shape.LOUDSPEAKER),
    ("bao dien tu", Shape.SITE),
    ("trang tin", Shape.SITE),
    ("dai", Shape.RADIO),
    ("facebook", Shape.SOCIAL),
    ("fanpage", Shape.SOCIAL),
    ("zalo", Shape.SOCIAL),
    ("tiktok", Shape.SOCIAL),
)
"""Words in the folded name of a channel → its shape, for desks from before channels had one."""
