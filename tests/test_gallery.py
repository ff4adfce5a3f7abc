"""The page of pictures that `python -m tests.gallery` writes."""

import re

import pytest

from tests.gallery import as_page, pictures
from tests.tui.helpers import NARROW


@pytest.mark.parametrize("at_once", [1, 20])
async def test_a_screen_in_both_themes(monkeypatch, at_once):
    monkeypatch.setattr("tests.gallery.AT_ONCE", at_once)
    found = [one async for one in pictures(["Editor", "MatrixScreen"], [NARROW], ["vi"])]
    assert [(one.screen, one.theme) for one in found] == [
        ("Editor", "toasoan-dark"),
        ("Editor", "toasoan-light"),
        ("MatrixScreen", "toasoan-dark"),
        ("MatrixScreen", "toasoan-light"),
    ]
    page = as_page(found)
    assert '<a href="#MatrixScreen">' in page
    assert '<h2 id="MatrixScreen">' in page
    assert page.count("<svg") == 4
    assert "Ma&#160;trận:" in page
    assert "80×24 · toasoan-light · vi" in page
    assert not re.findall(r"(?:src|href)=.?https?:|url\(.?https?:|@font-face|@import", page)
