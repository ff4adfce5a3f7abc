"""How findings look, and what agrees with the desk."""

from __future__ import annotations

import pytest

from store import Fact
from store.copydesk.checker import Checker
from store.copydesk.ignoring import marks_of
from store.copydesk.manuscript import of_article
from store.copydesk.rule_files import built_in
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, Seat, seated, written

from .hands import found, ground, listed, opened

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@pytest.fixture
def furnished(full):
    """A desk in the middle of the work, with an article in which one finding is ignored."""
    body = (
        "Hà Nội – Ngày 31.4, tổ may số bảy xử dụng máy mới, ai cũng mừng.\n\n"
        "Máy chạy êm hơn máy cũ. “Chị em xử dụng quen tay là nhanh”, chị Lê Thu nói, rồi chị chị "
        "cười.\n\nThợ  được đo cỡ ghế. Đợt sau sát nhập hai kho vải."
    )
    article = written(full, "Tổ may số bảy nhận máy mới", body=body)
    manuscript = of_article(article)
    for flag in Checker(built_in()).check(manuscript):
        if flag.words == "sát nhập":
            marks = marks_of(flag, manuscript)
            full.articles.ignored.add(article, marks, "tên cũ của kho, in trong hợp đồng")
    return full


def open_first(*keys: str):
    """Return the steps that open the article that was written last, and then press keys."""

    async def steps(seat: Seat) -> None:
        article = next(one for one in seat.desk.articles if "số bảy" in one.headline)
        await opened(seat, article)
        await seat.press(*keys)

    return steps


@LANGUAGES
@SIZES
def test_marks_and_counts_look(furnished, looks, size, language):
    assert looks(furnished, open_first(), size, language)


@LANGUAGES
@SIZES
def test_the_list_looks(furnished, looks, size, language):
    assert looks(furnished, open_first("alt+7", "down"), size, language)


@pytest.fixture
def known(desk):
    """An article that says a figure as the fact sheet has it, and words that are confused."""
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    return written(desk, body="Trao 1.250 suất quà, xử dụng ngay.", campaign=campaign.id)


async def test_what_agrees_with_the_desk_is_marked_quietly_and_listed(desk, known):
    async with seated(desk, size=WIDE) as seat:
        await listed(seat, known)
        assert found(seat) == [("xử dụng", 1, False), ("1.250", 1, False)]
        assert "✔ right 1" in seat.text
        assert "✔ on the fact sheet: suất quà: 1.250 suất" in seat.text
        await seat.press("down")
        assert "i Ignore" not in seat.text
        await seat.press("i", "f", "r")
        assert seat.top == "ChecksScreen"
        assert desk.articles[known.id].ignored == ()
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.body.cursor_location == (0, len("Trao 1.250"))
        assert len({ground(seat, words) for words in ("1.250", "xử dụng", "Trao")}) == 3


@LANGUAGES
@SIZES
def test_what_is_right_looks(desk, known, looks, size, language):
    async def steps(seat: Seat) -> None:
        await listed(seat, known)
        await seat.press("down")

    assert looks(desk, steps, size, language)
