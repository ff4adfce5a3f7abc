"""An article with photos."""

from __future__ import annotations

from datetime import date

import pytest

from store.records import Status
from tests.conftest import PAGE
from tests.pictures import put

from .samples import BLUE, RED

SAID = {"caption": "Chị Thu *nhận* quà <b>", "credit": "Kiều Vũ", "alt": "Túi gạo & dầu"}


@pytest.fixture
def article(desk):
    """A finished article of two pictures."""
    folder = desk.articles.photos.folder
    put(folder, "ảnh/Quà đến tay.PNG", RED)
    put(folder, "ảnh/xe.png", BLUE)
    made = desk.articles.import_page(PAGE.encode(), "trang")
    photos = desk.articles.photos
    photos.add(made, [folder / "ảnh/Quà đến tay.PNG"], rights="Báo Ánh Sáng", **SAID)
    photos.add(made, [folder / "ảnh/xe.png"], until=date(2027, 6, 1), credit="Lê Thu")
    return desk.articles.set_status(made, Status.APPROVED)
