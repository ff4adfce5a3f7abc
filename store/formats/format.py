"""What a format is; `registry` says which there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from store.formats.outgoing import Outgoing


class Format(NamedTuple):
    """A format: what it is called, how its files end, and how it is written and shown."""

    name: str
    """As it is typed on the command line."""
    suffix: str
    label: str
    """What it is called on the screens (a message id; the name of a template is none)."""
    written: Callable[[Outgoing], bytes]
    """Returns the bytes of a file, in UTF-8 where it is text.

    Raises PageError: the article cannot be written so; InvalidValueError: nothing can.
    """
    has_encodings: bool = False
    """Whether it is plain text, whose encoding and line ends can be chosen."""
    pictures: Literal["list", "beside", "inside"] = "list"
    """Where its pictures are: in a folder beside the file, inside it; or there is only a list."""
    shown: Callable[[bytes], str] = bytes.decode
    """Returns the text of such a file, to be looked at."""
