"""Pictures of few bytes, made in code."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path


def png(width: int = 4, height: int = 2, colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    """A whole PNG of one colour."""
    lines = (b"\0" + bytes(colour) * width) * height
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(width: int = 4, height: int = 2) -> bytes:
    """The head of a JPEG, with a segment before the one that says the size."""
    exif = b"\xff\xe1" + struct.pack(">H", 10) + b"Exif\0\0ab"
    size = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 3)
    return b"\xff\xd8" + exif + size + b"\xff\xd9"


def gif(width: int = 4, height: int = 2) -> bytes:
    """The head of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def webp(form: bytes, width: int = 4, height: int = 2) -> bytes:
    """The head of a WebP: "VP8 ", "VP8L" or "VP8X"."""
    match form:
        case b"VP8X":
            sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
            data = b"\0" * 4 + sides
        case b"VP8L":
            data = b"\x2f" + (width - 1 | height - 1 << 14).to_bytes(4, "little") + b"\0" * 7
        case _:
            data = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"\0\0"
    return b"RIFF" + struct.pack("<I", len(data) + 12) + b"WEBP" + form + b"\0" * 4 + data


def put(folder: Path, name: str, data: bytes | None = None) -> Path:
    """Write a picture, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png() if data is None else data)
    return path
