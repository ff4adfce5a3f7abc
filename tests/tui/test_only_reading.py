"""A copy that is open for reading says so, and who has the desk, before anybody works in vain."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date

import pytest
from textual.dom import DOMNode

from store import Bulletin, Fact, LedgerEntry, LockedError, Rumour, SavedSearch, Task, open_desk
from store.article_parts import Comment, Photo
from store.campaign_records import Document, Unit
from store.records import RIGHTS, FollowUp, Source
from tui.app import ToasoanApp
from tui.commands import REGISTRY
from tui.settings import Settings

from .helpers import WIDE, Seat, news, plan, written

TOLD = "The desk is open for reading only."
CHANGING = {name for name, command in REGISTRY.items() if command.changes}


@pytest.fixture
def desk(desk_path, clock):
    """A desk with something in each list, which another process is writing on."""
    with open_desk(desk_path, clock=clock) as desk:
        campaign = plan(desk)
        campaign = desk.campaigns.edit(
            campaign,
            units=(
                Unit(name="Công ty dệt", level=""),
                Unit(name="Tổ 7", level="", parent="Công ty dệt"),
            ),
        )
        desk.campaigns.documents.add(campaign, Document(kind="Chỉ thị", number="05-CT/TW"))
        found = news(desk)
        article = written(
            desk,
            campaign=campaign.id,
            body="Hà Nội – Ngày 18.4, tổ may xử dụng máy mới.",
            kind=RIGHTS,
            due=date(2027, 4, 20),
            sources=(Source(who="Bà Tư"),),
            follow_ups=(FollowUp(day=date(2027, 5, 4), what="gọi lại"),),
            comments=(Comment(text="Hỏi lại.", who="An", quote="máy mới"),),
            photos=(Photo(file="một.png"), Photo(file="hai.png")),
        )
        desk.links.add(article, found[0])
        owner = article.campaign
        desk.tasks.add(
            Task(campaign=owner, title="Xuống tổ", phase="tham mưu", unit="Công ty dệt",
                 cascades=True, due=date(2027, 4, 20))
        )  # fmt: skip
        desk.records.add(Fact(campaign=owner, key="Số suất", value="1.250"))
        desk.records.add(Rumour(campaign=owner, claim="Nợ lương", seen=clock()))
        bulletin = desk.campaigns.bulletins.add(Bulletin(campaign=owner, name="Bản tin sáng"))
        desk.campaigns.bulletins.put_items(bulletin, [article])
        desk.records.add(SavedSearch(name="quà", words="quà"))
        desk.records.add(LedgerEntry(at=clock(), piece=article.id, headline="Quà"))
        desk.file.checkpoint()
        yield desk


@asynccontextmanager
async def reading(path, clock):
    """Open the app on the desk that another one has open."""
    with pytest.raises(LockedError) as refused:
        open_desk(path, clock=clock)
    with open_desk(path, read_only=True, clock=clock) as reader:
        app = ToasoanApp(reader, Settings(), only_reading=refused.value)
        async with app.run_test(size=WIDE) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            await seat.comes("Confirm")
            await seat.press("y")
            await seat.comes("DeskScreen")
            yield seat
            await seat.settle()


async def is_told(seat: Seat) -> None:
    """See that the sentence stands there, in the dialog or as a notice, and names who has it."""
    said = " ".join([*seat.notices, seat.words])
    assert TOLD in said, said
    assert "is open in another toasoan (process" in said
    seat.notices.clear()
    seat.app.clear_notifications()


PLACES = {
    "list": ("f3",),
    "editor": ("f3", "enter"),
    "checklist": ("f2", "down"),
    "related": ("f3", "enter", "f4", "down"),
    "search": ("f3", "slash"),
    "lists": ("alt+l", "down", "tab"),
    "calendar": ("alt+c", "enter"),
    "units": ("alt+u",),
    "facts": ("alt+e",),
    "documents": ("alt+d",),
    "rumours": ("alt+n",),
    "rights": ("alt+r",),
    "ledger": ("alt+0",),
    "bulletins": ("alt+8",),
    "bulletin": ("alt+8", "enter"),
    "sources": ("f3", "alt+s"),
    "case": ("f3", "alt+k"),
    "history": ("f3", "ctrl+l"),
    "get back": ("ctrl+d",),
    "checks": ("f3", "enter", "alt+7"),
    "photos": ("f3", "alt+3"),
    "last photo": ("f3", "alt+3", "down"),
    "comments": ("f3", "alt+apostrophe"),
}


async def commands_of(seat: Seat) -> list[tuple[str, DOMNode]]:
    """Find the commands that change something and belong to what is on the screen."""
    nodes = [seat.app.screen, *seat.app.screen.walk_children()]
    return [
        (name, node)
        for node in nodes
        for name in CHANGING
        if any(
            getattr(binding, "id", None) == name
            for base in type(node).__mro__
            for binding in vars(base).get("BINDINGS", ())
        )
    ]


@pytest.mark.slow
async def test_each_command_that_changes_says_why_it_does_not(desk, desk_path, clock):
    before = desk_path.read_bytes()
    tried: set[str] = set()
    # Those of screens that only another refused command leads to, or of nothing that is there.
    elsewhere = {
        "take-source", "keep-card", "link-read", "acknowledge", "take-back", "put-back",
        "take-theirs", "keep-ours", "keep-all-ours", "link-hit", "attach-hit", "keep-search",
        "refuse-news", "read-again", "replace-one", "take-over", "leave-out", "report-done",
        "take-apart", "answer-question",
    }  # fmt: skip
    for place, keys in PLACES.items():
        async with reading(desk_path, clock) as seat:
            for key in keys:
                if key == "alt+7":  # it lists what has been found
                    await seat.sees("⚠5")
                await seat.press(key)
            await seat.until(lambda: seat.is_quiet)  # some of them come from a thread
            top = seat.top
            for name, node in await commands_of(seat):
                command = REGISTRY[name]
                if name in elsewhere or not command.is_offered_by(node):
                    continue  # there is nothing here that it could be done to
                await seat.app.run_action(command.action, node)
                await seat.settle()
                assert seat.top == top, (place, name)
                await is_told(seat)
                tried.add(name)
    assert desk_path.read_bytes() == before
    assert CHANGING - tried - elsewhere == set()


async def test_the_usual_commands_say_why_they_do_not(desk, desk_path, clock):
    async with reading(desk_path, clock) as seat:
        for key in ("ctrl+n", "ctrl+o", "alt+i", "alt+y", "ctrl+s", "ctrl+z", "ctrl+t", "alt+p"):
            await seat.press("f3", key)
            assert seat.top == "DeskScreen", key
            await is_told(seat)
        for key in ("n", "d", "delete"):
            await seat.press("f3", key)
            assert seat.top == "DeskScreen", key
            await is_told(seat)
        await seat.press("f2", "down")
        for key in ("a", "e", "d", "m", "l", "space", "J"):
            await seat.press("f2", key)
            assert seat.top == "DeskScreen", key
            await is_told(seat)
        assert len(desk.articles) == 1


async def test_typing_is_told_once_and_not_at_each_letter(desk, desk_path, clock):
    async with reading(desk_path, clock) as seat:
        await seat.press("f3", "enter")
        body = seat.body.body
        await seat.type("một câu dài\n")
        await seat.press("backspace", "delete", "ctrl+v")
        await seat.paste("và một đoạn nữa")
        assert sum(TOLD in notice for notice in seat.notices) == 1
        await is_told(seat)
        seat.field("headline").focus()
        await seat.settle()
        await seat.type("tít")
        assert sum(TOLD in notice for notice in seat.notices) == 1
        assert seat.body.body == body


async def test_reading_on_is_no_typing(desk, desk_path, clock):
    async with reading(desk_path, clock) as seat:
        await seat.press("f3", "enter", "ctrl+a", "ctrl+c", "ctrl+end", "ctrl+f")
        await seat.type("kính")
        await seat.press("enter", "escape", "escape", "slash")
        await seat.type("kính")
        assert seat.notices == []


async def test_what_a_click_or_enter_would_change_is_told_too(desk, desk_path, clock):
    async with reading(desk_path, clock) as seat:
        await seat.press("f3", "enter")
        for name in ("status", "campaign"):
            await seat.click(seat.field(name))
            assert seat.top == "DeskScreen"
            await is_told(seat)
        await seat.press("f2", "enter")  # a task without an article
        await is_told(seat)
        await seat.press("alt+d")
        await seat.comes("DocumentsScreen")
        await seat.click("05-CT/TW", times=2)
        assert seat.top == "DocumentsScreen"
        await is_told(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("alt+l")
        await seat.comes("ListsScreen")
        await seat.press("tab", "enter")
        assert seat.top == "ListsScreen"
        await is_told(seat)


@pytest.mark.parametrize("what", ["new: an empty", "delete: mùa"])
async def test_the_chooser_of_campaigns_begins_and_deletes_none(desk, desk_path, clock, what):
    async with reading(desk_path, clock) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type(f"{what}\n")
        await seat.comes("DeskScreen")
        await is_told(seat)
        assert len(desk.campaigns) == 1


async def test_when_the_desk_is_free_a_command_asks_to_write(desk, desk_path, clock):
    async with reading(desk_path, clock) as seat:
        desk.close()
        await seat.press("f3", "ctrl+n")
        await seat.comes("Confirm")
        assert "Open it for writing?" in seat.words
        await seat.press("n")
        await seat.comes("DeskScreen")


def test_the_commands_that_change_are_many():
    assert len(CHANGING) > 60
    assert not CHANGING & {"export", "write-report", "save-template", "save-copy", "search-desk"}
