"""Picture files: what they are by their first bytes, and how large the picture is."""

from __future__ import annotations

import struct
from typing import BinaryIO, Final, NamedTuple

_STARTS: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
_BRANDS: Final = {
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
}
"""What the files of telephones are, by the name in their first box."""
_BMP_HEADERS: Final = (12, 40, 52, 56, 64, 108, 124)
_HEAD: Final = 32
_MOST_SEGMENTS: Final = 500
_NO_SIZE: Final = (0xC4, 0xC8, 0xCC)
"""The markers of a JPEG that look like that of its size, and are not."""

MEDIA_TYPES: Final = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "heic": "image/heic",
    "avif": "image/avif",
}
"""The media type of each kind."""


class PictureFile(NamedTuple):
    """What a file says of the picture in it."""

    kind: str
    """A key of `MEDIA_TYPES`."""
    width: int = 0
    """In pixels, as is the height; 0 where it is not known."""
    height: int = 0


def read_picture(file: BinaryIO) -> PictureFile | None:
    """Return what a file says of its picture; None where it is no picture. Few bytes are read."""
    head = file.read(_HEAD)
    kind = _kind(head)
    if not kind:
        return None
    try:
        return PictureFile(kind, *_size(kind, head, file))
    except (struct.error, ValueError):  # it ends too early
        return PictureFile(kind)


def _kind(head: bytes) -> str:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    return _BRANDS.get(head[8:12], "") if head[4:8] == b"ftyp" else ""


def _size(kind: str, head: bytes, file: BinaryIO) -> tuple[int, int]:
    width = height = 0
    if kind == "png":
        width, height = struct.unpack_from(">II", head, 16)
    elif kind == "gif":
        width, height = struct.unpack_from("<HH", head, 6)
    elif kind == "bmp" and head[14] != _BMP_HEADERS[0]:
        width, height = struct.unpack_from("<ii", head, 18)
    elif kind == "jpeg":
        width, height = _size_of_jpeg(file)
    elif kind == "webp":
        width, height = _size_of_webp(head)
    return abs(width), abs(height)


def _size_of_jpeg(file: BinaryIO) -> tuple[int, int]:
    """Go from segment to segment up to the one that says the size."""
    file.seek(2)
    for _segment in range(_MOST_SEGMENTS):
        mark, code, length = struct.unpack(">BBH", file.read(4))
        if mark != 0xFF or length < 2:
            break
        if 0xC0 <= code <= 0xCF and code not in _NO_SIZE:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        file.seek(length - 2, 1)
    return 0, 0


def _size_of_webp(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X":
        width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return width, height
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF
