"""What the list of checks and that of rules say is read whole, however narrow the window."""

from __future__ import annotations

import pytest

from store import open_desk
from store.article_parts import Photo
from tests.tui.checks.hands import opened
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written
from tui import i18n
from tui.dialogs.rules import RuleRows
from tui.settings import rules_folder

LONG = "một đoạn thật dài của bài mà tòa soạn đã quen viết theo một lối khác từ nhiều năm nay"
OWN = f"""\
[[rules]]
id = "house-words"
kind = "existence"
words = ["{LONG}"]
vi = "“{{words}}”: nhà mình viết gọn hơn, và lời dặn này dài quá bề rộng của cửa sổ hẹp, đến hết"
en = "“{{words}}”: this house says it in fewer words, and this goes on beyond a window, to the end"
wrong = ["{LONG}"]
right = ["ngắn"]
"""


def said(seat) -> str:
    """Return what stands on the screen, without the ends of its lines and the frame."""
    return " ".join(" ".join(line.strip(" │") for line in seat.lines).split())


@pytest.fixture
def own_rule(home):
    rules_folder().mkdir(parents=True)
    (rules_folder() / "own.toml").write_text(OWN, encoding="utf-8")


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_a_finding_is_read_whole(home, own_rule, size, language):
    with open_desk(home / "desk.json", rules=rules_folder()) as desk:
        article = written(desk, "Tổ may", body=f"Hà Nội – Đây là {LONG} nữa.")
        i18n.use(language)
        async with seated(desk, size=size) as seat:
            await opened(seat, article)
            await seat.press("alt+7")
            await seat.comes("ChecksScreen")
            end = "đến hết" if language == "vi" else "to the end"
            assert f"“{LONG}”: " in said(seat)
            assert end in said(seat)
            assert "Hà Nội – Đây là một đoạn" in said(seat)


async def test_what_is_short_is_told_once(desk):
    article = written(desk, "Tổ may", body="Hà Nội – Tổ may xử dụng máy mới.")
    async with seated(desk, size=NARROW) as seat:
        await opened(seat, article)
        await seat.press("alt+7")
        assert seat.text.count("write “sử dụng”, not “xử dụng”") == 1


async def test_a_rule_is_read_whole(home, own_rule):
    with open_desk(home / "desk.json", rules=rules_folder()) as desk:
        desk.campaigns.new_empty("Mùa quà", 2027)
        async with seated(desk, size=NARROW) as seat:
            await seat.press("alt+2")
            await seat.comes("RulesScreen")
            rows = seat.app.screen.query_one(RuleRows)
            rows.move_to([one.id for one in rows.items].index("house-words"))
            await seat.settle()
            assert "“…”: this house says it in fewer words" in said(seat)
            assert "beyond a window, to the end" in said(seat)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_what_is_wrong_with_a_photo_is_read_whole(home, own_rule, size):
    photos = (Photo(file="quà.png", caption=f"Đây là {LONG}.", credit="An", alt="Quà"),)
    with open_desk(home / "desk.json", rules=rules_folder()) as desk:
        written(desk, "Tổ may", body="Tổ may nhận quà.", photos=photos)
        async with seated(desk, size=size) as seat:
            await seat.press("f3", "alt+3")
            await seat.comes("PhotosScreen")
            await seat.sees("cannot be read")  # at once; what the rules find comes after it
            told = f"“{LONG}”: this house says it in fewer words"
            await seat.until(lambda: told in said(seat), "what the rules find")
            assert "beyond a window, to the end" in said(seat)
