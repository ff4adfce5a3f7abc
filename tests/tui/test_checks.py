"""The copy desk beside the text: what it finds is marked, counted, listed, fixed and ignored."""

from __future__ import annotations

import pytest

from tests.tui.helpers import NARROW, WIDE, Seat, seated, written
from tui.panes import editor

BODY = (
    "Hà Nội – Ngày 31.4, tổ may số bảy xử dụng máy mới.\n\n"
    "Máy chạy êm hơn máy cũ, thợ nào cũng muốn xử dụng.\n\n"
    "Thợ thích máy  mới."
)
"""An impossible day, words that are confused at two places, two spaces."""


@pytest.fixture
def article(desk):
    return written(desk, "Tổ may xử dụng máy mới", body=BODY)


def ground(seat: Seat, words: str, nth: int = 0) -> object:
    """Return the background of a place where words stand on the screen."""
    places = []
    for strip in seat.app.screen._compositor.render_strips():
        cells = [(char, segment.style) for segment in strip for char in segment.text]
        line = "".join(char for char, _style in cells)
        at = -1
        while (at := line.find(words, at + 1)) >= 0:
            style = cells[at][1]
            places.append(style.bgcolor if style else None)
    return places[nth]


async def opened(seat: Seat, article) -> None:
    """Open an article, and wait until it is checked."""
    await seat.open(article)
    await checked(seat)


async def checked(seat: Seat) -> None:
    await seat.until(lambda: seat.is_quiet, "the checks")
    await seat.settle()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_findings_are_counted_by_severity_and_marked_in_the_text(desk, article, size):
    async with seated(desk, size=size) as seat:
        await opened(seat, article)
        assert seat.line("✗1 ⚠1 •1 · 28 words")
        plain = ground(seat, "Nội –")  # the cursor stands before it
        kinds = {ground(seat, words) for words in ("31.4", "xử dụng máy mới.", "  mới.")}
        assert len(kinds) == 3
        assert plain not in kinds
        assert ground(seat, "máy mới.") == plain
        assert ground(seat, "xử dụng.") == ground(seat, "xử dụng máy mới.")


async def test_the_headline_is_marked_too(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        seat.field("byline").focus()
        await seat.settle()
        headline = seat.field("headline").region
        line = seat.app.screen._compositor.render_strips()[headline.y].crop(headline.x)
        styles = {s.text: s.style.bgcolor for s in line if s.style}
        assert styles["xử dụng"] != styles["Tổ may "]
        assert styles["xử dụng"] == ground(seat, "xử dụng máy mới.")


async def test_what_is_typed_is_checked_after_a_pause(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        await seat.press("ctrl+end")
        await seat.type(" Sát nhập")
        assert "•1 · 30 words" in seat.text or "⚠1 •1" in seat.text  # not at the key
        await checked(seat)
        assert seat.line("✗1 ⚠2 •1")
        assert ground(seat, "Sát nhập") == ground(seat, "xử dụng.")


async def test_marks_stand_while_one_types_beside_them(desk, article, monkeypatch):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        marked = ground(seat, "xử dụng.")
        monkeypatch.setattr(editor, "COUNT_SECONDS", 3600)  # no pause comes
        await seat.press("ctrl+home", "down", "down")  # the line that holds the second of them
        await seat.type("Nay ")
        assert "Nay Máy chạy" in seat.text
        assert ground(seat, "xử dụng.") == marked
        assert ground(seat, "muốn") != marked
        monkeypatch.setattr(editor, "COUNT_SECONDS", 0.02)
        await seat.press(" ")


async def test_another_article_has_its_own_marks(desk, article):
    other = written(desk, "Máy mới", body="Hà Nội – Tổ may dùng máy mới.\n\nThợ  thích máy.")
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        await opened(seat, other)
        assert seat.line("•1 · 10 words")
        assert "✗" not in seat.line(" words ·")


async def test_a_text_without_findings_tells_none(desk):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        assert not {"✗", "•"} & {*seat.line(" words ·")}


async def test_what_does_not_show_is_marked_at_its_place(desk):
    article = written(desk, body="Hà Nội – Tổ\u200b may số bảy có máy xử dụng tốt.")
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        assert ground(seat, "xử dụng") != ground(seat, "tốt")
        assert ground(seat, "xử dụng") != ground(seat, "máy")


async def test_a_decomposed_text_is_marked_at_its_place(desk):
    from unicodedata import normalize

    article = written(desk, body=normalize("NFD", BODY))
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        assert ground(seat, "31.4") not in {ground(seat, "Ngày"), ground(seat, ", tổ")}
        assert desk.articles[article.id].body == normalize("NFD", BODY)
