"""An article's pictures, and how it goes out with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.formats.registry import form_of
from tests.pictures import png

RED, BLUE = png(6, 4), png(6, 4, (0, 0, 200))
BESIDE = pytest.mark.parametrize("name", ["html", "md"])
NAME = "2027-04-20-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que"


def out(desk, article, folder, form, **options):
    return desk.articles.export(article, folder, form=form_of(form), **options)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
