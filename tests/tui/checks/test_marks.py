"""Findings are marked in the text and counted."""

from __future__ import annotations

import pytest

from store import Fact, open_desk
from store.campaign_records import Campaign, Document
from store.channels import Channel
from tests.tui.helpers import NARROW, WIDE, seated, written
from tui.panes import editor
from tui.settings import rules_folder

from .hands import BODY, checked, ground, listed, opened


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


async def test_marks_take_the_colours_of_another_theme(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        seat.field("byline").focus()
        await seat.settle()
        before = ground(seat, "xử dụng"), ground(seat, "xử dụng.")
        seat.app.theme = "toasoan-light"
        await seat.settle()
        after = ground(seat, "xử dụng"), ground(seat, "xử dụng.")
        assert not {*before} & {*after}
        assert ground(seat, "muốn") not in after


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


OWN = """
[[rules]]
id = "no-machines"
kind = "existence"
words = ["máy mới"]
vi = "viết tên máy"
en = "name the machine"
wrong = ["Tổ có máy mới."]
right = ["Tổ có máy."]
"""


async def test_the_rules_of_the_user_and_of_the_campaign_hold_on_the_screen_too(
    desk, desk_path, home
):
    folder = home / "data" / "toasoan" / "rules"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.campaigns.documents.add(campaign, Document(kind="Chỉ thị", number="05-CT/TW"))
    body = "Hà Nội – Thực hiện Chỉ thị số 05 của Bộ Chính trị, tổ nhận máy mới."
    article = written(desk, body=body, campaign=campaign.id)
    desk.close()
    with open_desk(desk_path, rules=rules_folder()) as again:
        async with seated(again) as seat:
            await listed(seat, again.articles[article.id])
            assert "“Chỉ thị số 05-CT/TW”" in seat.text
            assert "name the machine" in seat.text


async def test_a_fact_that_changes_is_held_against_the_open_text(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    fact = desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    body = "Hà Nội – Tổ may trao 1.250 suất quà cho công nhân."
    article = written(desk, body=body, campaign=campaign.id)
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        right = ground(seat, "1.250")
        assert right != ground(seat, "công nhân.")
        desk.facts.edit(fact, value="1.260")
        await checked(seat)
        assert ground(seat, "1.250") not in (right, ground(seat, "công nhân."))


async def test_a_master_that_changes_is_held_against_the_open_version(desk):
    channels = (Channel("báo in"), Channel("Zalo", "mạng xã hội"))
    campaign = desk.records.add(Campaign(name="Mùa quà", channels=channels))
    body = "Tổ may trao 1.250 suất quà cho công nhân."
    master = written(desk, body=body, campaign=campaign.id, channels=("báo in",))
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    version = desk.articles.type_text(version, body="Trao 1.250 suất quà cho công nhân.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(master)
        await seat.press("alt+right")
        await checked(seat)
        assert seat.editor.article.id == version.id
        assert ground(seat, "1.250") == ground(seat, "công nhân.")
        desk.articles.type_text(master, body=body.replace("1.250", "1.270"))
        await checked(seat)
        assert ground(seat, "1.250") != ground(seat, "công nhân.")
