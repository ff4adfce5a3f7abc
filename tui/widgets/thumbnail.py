"""A picture in half blocks: two pixels a cell, on any terminal with colours.

It needs Pillow, which comes with `toasoan[photos]` and is imported only when a picture is drawn.
Protocols for real pictures (Kitty, Sixel) are not used: a terminal is asked whether it has one, and
what it answers would come in between the keys.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rich.color import Color
from rich.style import Style
from rich.text import Text

from store.errors import N_, FileError

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
"""What Pillow may open; some of the others are programs (PostScript)."""
_MOST_PIXELS: Final = 80_000_000
_UPPER_HALF: Final = "▀"


def can_draw() -> bool:
    """Tell whether pictures can be drawn: Pillow is installed."""
    return find_spec("PIL") is not None


def drawn(path: Path, width: int, height: int) -> Text:
    """Return a picture as text that fits into some cells.

    Raises:
        FileError: it cannot be read, or is too large.
    """
    from PIL import Image, ImageOps

    from store.safe_open import open_to_read

    try:
        with open_to_read(path) as file, Image.open(file, formats=_FORMATS) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise FileError(
                    N_("{name} has too many pixels to be shown here ({millions} million)."),
                    name=path.name,
                    millions=picture.width * picture.height // 1_000_000,
                )
            picture.thumbnail((2 * width, 4 * height))  # a JPEG is read smaller at once
            shown = ImageOps.exif_transpose(picture).convert("RGB")
            shown.thumbnail((width, 2 * height))
            return _as_text(shown.width, shown.height, shown.tobytes())
    except FileError:
        raise
    except Exception as error:  # a damaged picture surprises Pillow anywhere
        raise FileError(N_("{name} cannot be shown; it may be damaged."), name=path.name) from error


def _as_text(width: int, height: int, data: bytes) -> Text:
    def colour(x: int, y: int) -> Color:
        at = 3 * (y * width + x)
        return Color.from_rgb(*data[at : at + 3])

    lines = []
    for y in range(0, height, 2):
        line = Text(no_wrap=True)
        for x in range(width):
            below = colour(x, y + 1) if y + 1 < height else None
            line.append(_UPPER_HALF, Style(color=colour(x, y), bgcolor=below))
        lines.append(line)
    return Text("\n").join(lines)
