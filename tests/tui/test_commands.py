"""The registry of commands, and what is made from it: keys, footer, help, palette."""

import importlib
import pkgutil
from collections import Counter, defaultdict

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

import tui
from tests.tui.helpers import NARROW, WIDE, news, plan, seated, task, written
from tui.commands import REGISTRY, Command
from tui.commands.list_keys import MOVES
from tui.dialogs.picker import Picker
from tui.screens.palette import _available
from tui.settings import Settings
from tui.widgets.bars import KeyLine, shown_key

for module in pkgutil.walk_packages(tui.__path__, "tui."):
    if module.name.rpartition(".")[2] not in ("__main__", "hatch_build"):
        importlib.import_module(module.name)

IN_DIALOGS = {
    *("accept", "yes", "no", "other-answer", "answer-before", "take-answer", "cancel", "choose"),
    *("copy-page", "export-several", "pick-scope"),
    *(
        "restore-revision",
        "compare-with",
        "compare-went-out",
        "next-mode",
        "read-revision",
        "show-unchanged",
    ),
    *("read-on", "go-changes", "go-bin", "go-conflicts", "next-list", "previous-list"),
    *("take-back", "put-back", "read-deleted", "take-theirs", "keep-ours", "keep-all-ours"),
    *("open-cell", "cell-left", "cell-right", "switch-rows", "switch-columns", "show-gaps"),
    *("filter-strand", "filter-phase", "filter-period"),
    *("choose-column", "take-apart", "write-news-report"),
    *("replace-chosen", "leave-out-hit", "whole-words", "ignore-marks"),
    *("complete-path", "recent-folders", "mark-option"),
    *("divide-page", "take-text", "take-all-texts", "keep-whole", "join-above", "join-lines"),
    *("block-headline", "block-byline", "block-dateline", "block-paragraph", "block-signoff"),
    *("block-omitted",),
    *("add-record", "edit-record", "delete-record", "filter-records", "use-fact", "copy-record"),
    *("mend-texts", "campaign-agreement", "go-to-place"),
    *("edit-photo", "view-photo", "move-photo-up", "move-photo-down"),
    *("show-rule", "switch-rule", "next-severity"),
    *(
        "answer-claim",
        "answer-question",
        "choose-answer",
        "next-verdict",
        "open-case",
        "tick-follow-up",
    ),
    *("edit-outcome", "drop-case"),
    *(
        "read-entry",
        "record-posted",
        "write-again",
        "correct-entry",
        "withdraw-entry",
        "pick-day",
        "pick-channel",
    ),
    *("open-bulletin", "open-item", "add-items", "move-item-up", "move-item-down"),
    *("take-item-out", "edit-frame", "write-script", "read-script", "record-broadcast"),
    *("show-counted", "next-chart", "switch-heat", "read-report"),
    *("number-before", "number-after"),
    *("acknowledge", "report-done"),
    *("take-change", "take-over", "leave-out"),
    *("go-to-comment", "settle-comment", "answer-comment"),
    *("go-to-finding", "fix-finding", "fix-all", "ignore-finding"),
    *("open-unit", "choose-cascade", "acknowledge-unit", "add-unit", "edit-unit", "delete-unit"),
    *("filter-units", "import-units", "export-units", "fold-unit", "unfold-unit"),
    *("day-before", "day-after", "day-above", "day-below", "row-start", "row-end", "enter-day"),
    *("open-entry", "tick-entry", "day-later", "day-earlier", "week-later", "week-earlier"),
    *(
        "move-to-day",
        "add-on-day",
        "edit-entry",
        "edit-day-task",
        "go-to-day",
        "go-today",
        "show-month",
    ),
    *("show-week", "period-before", "period-after", "switch-campaigns", "switch-kinds"),
    *("go-across", "edit-entry", "add-entry", "delete-entry", "move-entry-up", "move-entry-down"),
    *("open-hit", "link-hit", "attach-hit", "preview-hit", "keep-search", "drop-search"),
    *("link-read", "take-source", "keep-card", "recentre", "open-node", "node-left", "node-right"),
}
PLACES = ("tasks", "articles", "filter", "news", "headline", "body", "status", "find", "replace")
"""Where the focus can be, by the id of the widget."""


def commands(kind=Command):
    for child in kind.__subclasses__():
        yield child
        yield from commands(child)


def nodes(kind=DOMNode):
    """Every kind of widget, screen and app of ours."""
    for child in kind.__subclasses__():
        if child.__module__.startswith("tui."):
            yield child
        yield from nodes(child)


def bound(node):
    """The ids of the commands that a kind lists itself."""
    return [b for b in node.__dict__.get("BINDINGS", ()) if getattr(b, "id", None) in REGISTRY]


async def go(seat, place):
    """Put the focus on a place."""
    if place in ("tasks",):
        await seat.press("f2")
    elif place in ("articles", "filter"):
        await seat.press("f3")
        if seat.article:
            await seat.press("escape")
        if place == "filter":
            await seat.press("f")
    elif place == "news":
        if not seat.article:
            await seat.open(next(iter(seat.desk.articles)))
        await seat.press("f4")
    else:
        if not seat.article:
            await seat.open(next(iter(seat.desk.articles)))
        if place == "find":
            await seat.press("ctrl+f")
        if place == "replace":
            await seat.press("alt+h")
        seat.field(place).focus()
    await seat.settle()
    assert seat.focus == place


@pytest.fixture
def full(desk):
    """A desk with something of everything."""
    plan(desk)
    article = written(desk)
    desk.links.add(article, news(desk)[2])
    return desk


# ---------------------------------------------------------------- the registry


def test_every_command_has_an_id_of_its_own():
    assert len(list(commands())) == len(REGISTRY)
    assert Counter(c.id for c in commands()).most_common(1)[0][1] == 1
    assert all(name == command.id for name, command in REGISTRY.items())


def test_every_command_says_what_it_is():
    for command in REGISTRY.values():
        assert command.key
        assert command.label
        assert command.help.endswith("."), command
        assert "ctrl+shift" not in command.key


def called(command):
    """The name of the action that a command calls, without what it is given."""
    return command.action.partition("(")[0]


def test_every_command_is_bound_somewhere_and_its_action_is_there():
    used = set()
    for node in set(nodes()):
        for binding in bound(node):
            used.add(binding.id)
            method = getattr(node, f"action_{called(REGISTRY[binding.id])}", None)
            assert callable(method), (node, binding.id)
    assert used == set(REGISTRY)


def test_no_key_means_two_commands_in_one_place():
    for node in set(nodes()):
        keys = Counter(k for b in bound(node) for k in b.key.split(","))
        assert not [key for key, times in keys.items() if times > 1], node


def test_no_terminal_key_is_given_away():
    """Ctrl+C, Ctrl+I (Tab), Ctrl+M (Enter), Ctrl+H (backspace) and Ctrl+[ (Esc) are not ours.

    Nor are Alt+F and Alt+B: what a terminal sends for them is what others send for Ctrl+→ and ←.
    """
    taken = {"ctrl+c", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+left_square_bracket", "f10"}
    taken |= {"alt+f", "alt+b"}
    for command in REGISTRY.values():
        assert not taken & set(command.key.split(",")), command


async def test_along_the_focus_no_command_hides_another(full):
    async with seated(full, size=WIDE) as seat:
        for place in PLACES:
            await go(seat, place)
            keys: defaultdict[str, set[str]] = defaultdict(set)
            for _node, found in seat.app.screen._binding_chain:
                for key, several in found.key_to_bindings.items():
                    keys[key] |= {b.id for b in several if b.id in REGISTRY}
            assert not {key: ids for key, ids in keys.items() if len(ids) > 1}, place


# ---------------------------------------------------------------- other keys


async def test_a_command_takes_another_key(full):
    keys = {"tick": "b", "zoom": "ctrl+l", "no-such": "q"}
    async with seated(full, Settings(keys=keys), WIDE) as seat:
        await seat.press("f2", "down", "space")
        assert task(full, "Gặp ban tổ chức").done is None
        await seat.press("b")
        assert task(full, "Gặp ban tổ chức").done
        assert "b Tick" in seat.lines[-1]
        assert "Space" not in seat.lines[-1]
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "b Tick" in " ".join(seat.line("Tick the task").split())
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+l")
        assert seat.screen._zoomed


async def test_several_keys_for_one_command(full):
    async with seated(full, Settings(keys={"tick": "b,space"})) as seat:
        await seat.press("f2", "down", "space", "b", "space")
        assert task(full, "Gặp ban tổ chức").done


async def test_the_palette_shows_the_other_key(full):
    async with seated(full, Settings(keys={"add-task": "z"}), WIDE) as seat:
        await seat.press("f3", "ctrl+p")
        await seat.comes("Picker")
        await seat.type("add a task")
        assert seat.line("Add a task to the phase").rstrip(" │").split()[-1] == "z"


async def test_a_wrong_key_in_the_settings_does_no_harm(full):
    keys = {"tick": "", "zoom": "no such key", "help": ",", "quit": "f1"}
    async with seated(full, Settings(keys=keys)) as seat:
        await seat.press("f2", "down", "a")
        await seat.comes("TaskForm")


def test_keys_as_a_reader_knows_them():
    wanted = {
        "ctrl+s": "^S",
        "f1": "F1",
        "escape": "Esc",
        "slash": "/",
        "shift+up": "⇧↑",
        "K": "K",
        "delete": "Del",
        "ctrl+left": "^←",
    }
    assert {key: shown_key(key) for key in wanted} == wanted


# ---------------------------------------------------------------- the footer


def footer(seat):
    """The bindings that the footer of the screen on top shows."""
    assert seat.lines  # drawn, so that it knows where each stands
    line = seat.app.screen.query_one(KeyLine)
    ids = [piece.action.split("'")[1] for _cells, _line, piece in line.spots]
    active = {a.binding.id: a for a in seat.app.screen.active_bindings.values() if a.binding.id}
    return [(name, active[name]) for name in ids]


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 10)])
async def test_the_footer_shows_bindings_that_are_there(full, size):
    async with seated(full, size=size) as seat:
        for place in PLACES:
            await go(seat, place)
            shown = footer(seat)
            assert "F1 Help" in seat.lines[-1], place
            for name, active in shown:
                assert active.enabled, (place, name)
                action = active.binding.action.split(".")[-1].split("(")[0]
                assert hasattr(active.node, f"action_{action}"), (place, name)
            assert len({name for name, _ in shown}) == len(shown)


@pytest.mark.parametrize("place", ["headline", "body", "filter", "find", "replace"])
async def test_while_one_types_the_footer_offers_no_key_that_the_entry_takes(full, place):
    async with seated(full, size=WIDE) as seat:
        await go(seat, place)
        taken = {"enter", "delete", "backspace", "left", "right", "home", "end"}
        for name, active in footer(seat):
            key = active.binding.key
            if active.node is not seat.app.focused:
                assert len(key) > 1, name
                assert key not in {*taken, "slash", "space"}, name


async def test_a_click_on_the_footer_does_what_the_key_does(full):
    async with seated(full, Settings(checklist_view="phases")) as seat:
        await seat.press("f2", "down")
        await seat.click("Tick")
        assert task(full, "Gặp ban tổ chức").done
        await seat.click("Space Tick")
        assert task(full, "Gặp ban tổ chức").done is None
        await seat.click("F1 Help", dx=1)
        await seat.comes("HelpScreen")
        await seat.click("Esc Close")
        await seat.comes("DeskScreen")
        await seat.click("a Add")
        await seat.comes("TaskForm")
        await seat.type("Bấm chuột")
        await seat.click("^S Save changes")
        await seat.comes("DeskScreen")
        assert task(full, "Bấm chuột")


async def test_a_click_on_the_very_first_cell_of_the_footer(full):
    async with seated(full) as seat:
        await seat.click("F1 Help")
        await seat.comes("HelpScreen")


# ---------------------------------------------------------------- the palette


async def test_every_command_is_in_the_palette_somewhere(full):
    found = set()
    async with seated(full, size=WIDE) as seat:
        for place in PLACES:
            await go(seat, place)
            found |= set(_available(seat.screen, seat.screen))
        await go(seat, "tasks")
        await seat.press("home", "down")  # a task, not the phase
        found |= set(_available(seat.screen, seat.screen))
        await go(seat, "news")
        await seat.until(lambda: seat.screen.related.listing.related, "suggestions")
        for row in range(len(seat.screen.related.rows.items)):
            seat.screen.related.rows.move_to(row)
            await seat.settle()
            found |= set(_available(seat.screen, seat.screen))
    assert found == set(REGISTRY) - IN_DIALOGS - MOVES


async def test_what_the_palette_offers_can_be_run(full):
    async with seated(full, size=WIDE) as seat:
        for place in ("tasks", "articles", "news", "body"):
            await go(seat, place)
            for name, (node, key) in _available(seat.screen, seat.screen).items():
                assert key
                action = called(REGISTRY[name])
                owner = seat.app if isinstance(node, App) else node
                assert hasattr(owner, f"action_{action}"), (place, name)


async def test_every_command_of_the_palette_runs_on_an_empty_desk(desk):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("escape")
        for name, (node, _key) in _available(seat.screen, seat.screen).items():
            if name in ("quit", "switch-language"):
                continue
            await seat.app.run_action(REGISTRY[name].action, node)
            for _ in range(4):  # a dialog may come late, where its module is loaded first
                await seat.until(lambda: seat.is_quiet)
                await seat.settle()
                if seat.top != "DeskScreen" or seat.article:
                    await seat.press("escape")
        assert seat.top == "DeskScreen"


async def test_the_palette_shows_every_command_once(full):
    async with seated(full, size=WIDE) as seat:
        await seat.press("f2", "ctrl+p")
        await seat.comes("Picker")
        keys = [option.key for option in seat.on_top(Picker).rows.items]
        assert len(keys) == len(set(keys)) > 20


def test_dialogs_are_left_with_esc():
    from tui.dialogs.dialog import Dialog

    for screen in set(nodes(Screen)):
        if issubclass(screen, Dialog):
            keys = {k for kind in screen.__mro__ for b in bound(kind) for k in b.key.split(",")}
            assert {"escape", "f1"} <= keys, screen
