"""The shape of a channel: as its campaign says, or else by its name."""

from __future__ import annotations

from typing import Final

from store.channels import Channel, Shape
from store.text import says

FOR_THE_EAR: Final = frozenset({Shape.RADIO, Shape.LOUDSPEAKER})
"""What is read aloud."""


def shape_of(channel: Channel) -> Shape:
    """Return the shape of a channel; where neither it nor its name says, that of a newspaper."""
    if channel.shape is not None:
        return channel.shape
    name = channel.name
    return next((shape for words, shape in _BY_NAME if says(name, words)), Shape.NEWSPAPER)


def is_heard(channel: Channel) -> bool:
    """Tell whether what goes out in a channel is read aloud."""
    return shape_of(channel) in FOR_THE_EAR


_BY_NAME: Final = (
    ("bảng tin", Shape.BOARD),
    ("bản tin", Shape.BULLETIN),
    ("băng rôn", Shape.BANNER),
    ("khẩu hiệu", Shape.BANNER),
    ("sinh hoạt", Shape.TALK),
    ("loa", Shape.LOUDSPEAKER),
    ("báo điện tử", Shape.SITE),
    ("trang tin", Shape.SITE),
    ("đài", Shape.RADIO),
    ("truyền thanh", Shape.LOUDSPEAKER),
    ("phát thanh", Shape.RADIO),
    ("radio", Shape.RADIO),
    ("podcast", Shape.RADIO),
    ("facebook", Shape.SOCIAL),
    ("fanpage", Shape.SOCIAL),
    ("zalo", Shape.SOCIAL),
    ("tiktok", Shape.SOCIAL),
)
"""Words in the name of a channel → its shape, for desks from before channels had one."""
