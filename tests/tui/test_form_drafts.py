"""What is typed into a form outlives the end of toasoan: the next start opens the form again."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import stat
from datetime import date

import pytest

import tui.dialogs
import tui.screens
from store import Fact, LedgerEntry, Rumour, open_desk
from store.records import RIGHTS, FollowUp, Source
from tui import settings
from tui.dialogs.dialog import Dialog
from tui.dialogs.files.save_dialog import SaveDialog
from tui.dialogs.forms import reopening
from tui.dialogs.forms.tags import TagsForm
from tui.form_drafts import Unfinished, UnfinishedForms

from .helpers import Seat, plan, seated, task, written

TYPED = "Một câu dài"


@pytest.fixture
def desk(desk_path, clock):
    """A desk with a campaign, an article that is a rights case, and something in each register."""
    with open_desk(desk_path, clock=clock) as desk:
        campaign = plan(desk)
        written(
            desk,
            campaign=campaign.id,
            kind=RIGHTS,
            sources=(Source(who="Bà Tư"),),
            follow_ups=(FollowUp(day=date(2027, 5, 4), what="gọi lại"),),
        )
        desk.records.add(LedgerEntry(at=clock(), piece=campaign.id, headline="Bữa cơm ca"))
        desk.records.add(Fact(campaign=campaign.id, key="Số suất", value="1.250"))
        desk.records.add(Rumour(campaign=campaign.id, claim="Nợ lương", seen=clock()))
        yield desk


async def hang_up(seat: Seat) -> None:
    """End the app as a hang-up or TERM does."""
    seat.app.leave()
    await seat.ends()


def forms_folder():
    return settings.state_folder() / "forms"


def kept() -> list[str]:
    """Everything that is kept of forms, file by file."""
    return [path.read_text() for path in forms_folder().glob("*.json")]


async def open_form(seat: Seat, keys: tuple[str, ...], form: str) -> None:
    for key in keys:
        await seat.press(key)
        await seat.settle()
    await seat.comes(form)


FORMS = {
    "a new task": (("f2", "a"), "TaskForm"),
    "a task": (("f2", "down", "e"), "TaskForm"),
    "a claim": (("alt+n", "a"), "RumourForm"),
    "a logged claim": (("alt+n", "e"), "RumourForm"),
    "a question": (("alt+9", "a"), "QuestionForm"),
    "a fact": (("alt+e", "a"), "FactForm"),
    "a known fact": (("alt+e", "e"), "FactForm"),
    "a source": (("f3", "alt+s", "a"), "SourceForm"),
    "a known source": (("f3", "alt+s", "e"), "SourceForm"),
    "a document": (("alt+d", "a"), "DocumentForm"),
    "a follow-up": (("f3", "alt+k", "a"), "FollowUpForm"),
    "a known follow-up": (("f3", "alt+k", "e"), "FollowUpForm"),
    "a post": (("alt+0", "a", "enter", "down"), "PostedForm"),
    "a bulletin": (("alt+8", "a"), "BulletinForm"),
    "a withdrawal": (("alt+0", "x"), "WithdrawForm"),
    "a correction": (("alt+0", "e"), "CorrectionForm"),
    "a return": (("f3", "ctrl+t", *"return", "enter"), "ReturnForm"),
    "an outcome": (("f3", "alt+k", "o"), "OutcomeForm"),
    "a unit": (("alt+u", "a"), "UnitForm"),
    "the campaign itself": (("alt+l", "tab", "enter"), "FieldForm"),
    "a phase": (("alt+l", "down", "a"), "FieldForm"),
    "a clone": (("alt+y", "tab"), "CloneScreen"),
    "pages": (("ctrl+o",), "OpenPageScreen"),
    "a pasted page": (("ctrl+o", "tab"), "OpenPageScreen"),
    "news": (("alt+i",), "NewsImportScreen"),
    "an export": (("f3", "ctrl+e"), "ExportScreen"),
    "a report": (("alt+w",), "ReportScreen"),
    "a copy": (("f12",), "SaveCopyScreen"),
    "a template": (("alt+m",), "SaveTemplateScreen"),
    "units from a file": (("alt+u", "i"), "UnitsImportScreen"),
    "units to a file": (("alt+u", "x"), "UnitsExportScreen"),
    "words to replace": (("f3", "H"), "ReplaceWordsScreen"),
    "a search": (("f3", "slash"), "SearchScreen"),
}
USUAL = ("a new task", "a claim", "a known source", "a phase")


@pytest.mark.parametrize(
    "form",
    [name if name in USUAL else pytest.param(name, marks=pytest.mark.slow) for name in FORMS],
)
async def test_a_form_stands_there_again_after_a_hang_up(desk, form):
    keys, kind = FORMS[form]
    async with seated(desk) as seat:
        await open_form(seat, keys, kind)
        entry = seat.entry
        await seat.press("end")
        await seat.type(TYPED)
        where, whole = entry.id, entry.holds
        assert TYPED in whole
        await hang_up(seat)
    async with seated(desk) as seat:
        await seat.comes(kind)
        assert seat.field(where).holds == whole
        assert seat.on_top(Dialog).is_filled_in
        await seat.hears("Typed before toasoan ended")


def test_every_form_that_takes_words_is_kept():
    """Whoever makes a form later need do nothing, but name it here or there."""
    for package in (tui.screens, tui.dialogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)

    def below(cls: type[Dialog]) -> set[type[Dialog]]:
        return {cls}.union(*(below(one) for one in cls.__subclasses__()))

    has_entries = {
        cls
        for cls in below(Dialog)
        if cls.__module__.startswith("tui.")
        and (
            re.search(r"\b((Line|Body|Path)Entry|PathField)\(", inspect.getsource(cls))
            or any("Form" in base.__name__ for base in cls.__mro__)
            or issubclass(cls, SaveDialog)
        )
    }
    not_forms = {
        "Dialog",  # the bases of forms
        "SaveDialog",
        "Form",
        "TaggedForm",
        "Picker",  # filters of lists
        "MultiPicker",
        "Register",
        "RoomRegister",
        "UnitsScreen",
        "AskDay",  # a day is typed anew in a moment, and whoever asked for it is gone
        "PassageScreen",  # only to be read
    }
    known = {name.rpartition(".")[2] for name in reopening.KINDS.values()}
    assert {cls.__name__ for cls in has_entries} - not_forms - known == set()


async def test_what_was_chosen_stands_there_again_too(desk):
    async with seated(desk) as seat:
        await open_form(seat, ("alt+n", "a"), "RumourForm")
        await seat.type(TYPED)
        await seat.click(seat.field("verdict"))
        await hang_up(seat)
    async with seated(desk) as seat:
        await seat.comes("RumourForm")
        await seat.sees("Verdict         false")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    (claim,) = (one for one in desk.rumours if one.claim == TYPED)
    assert claim.verdict == "false"
    assert kept() == []


async def test_tags_that_were_chosen_stand_there_again(desk):
    article = next(iter(desk.articles))
    async with seated(desk) as seat:
        await open_form(seat, ("f3", "alt+p"), "TagsForm")
        seat.on_top(TagsForm)._put(channels="báo", strand="")  # as the picker answers
        await hang_up(seat)
    async with seated(desk) as seat:
        await seat.comes("TagsForm")
        await seat.press("ctrl+s")
        await seat.until(lambda: desk.articles[article.id].channels == ("báo",), "the channel")
    assert desk.articles[article.id].body == article.body


async def test_two_forms_one_over_the_other(desk):
    """The search stands below with its words, the form above it."""
    async with seated(desk) as seat:
        await open_form(seat, ("f12",), "SaveCopyScreen")
        await seat.type(TYPED)
        from tui.screens.records.facts import FactForm

        campaign = next(iter(desk.campaigns))
        form = FactForm(desk, campaign, Fact(campaign=campaign.id, key="", value=""))
        await seat.app.push_screen(form)
        await seat.type("Suất ăn ca")
        await hang_up(seat)
    async with seated(desk) as seat:
        await seat.comes("FactForm")
        assert seat.field("entry-key").text == "Suất ăn ca"
        await seat.press("tab")
        await seat.type("32.000 đồng")
        await seat.press("ctrl+s")
        await seat.comes("SaveCopyScreen")
        assert TYPED in seat.field("file").text
    assert [fact.value for fact in desk.facts if fact.key == "Suất ăn ca"] == ["32.000 đồng"]


async def test_it_is_kept_while_one_types_for_nobody_else_to_read(desk, desk_path):
    """A kill -9 leaves what was written by then: two seconds after the key at the latest."""
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await seat.until(lambda: any(TYPED in text for text in kept()), "the file")
        (path,) = forms_folder().glob("*.json")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        await seat.type(" nữa")
        await seat.until(lambda: any(f"{TYPED} nữa" in text for text in kept()), "the rest")
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert kept() == []


async def test_a_form_that_was_saved_is_not_offered(desk):
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await seat.until(kept, "the file")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        assert kept() == []
        await hang_up(seat)
    async with seated(desk) as seat:
        assert seat.top == "DeskScreen"
    assert task(desk, TYPED)


async def test_leaving_on_purpose_keeps_no_path_and_no_search(desk):
    async with seated(desk) as seat:
        await open_form(seat, ("f3", "slash"), "SearchScreen")
        await seat.type("cong doan")
        await seat.until(kept, "the file")
        await seat.press("ctrl+q")
        await seat.ends()
    assert kept() == []


async def test_where_the_record_is_gone_what_was_typed_can_be_copied(desk):
    gone = task(desk, "Gặp ban tổ chức")
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "down", "e"), "TaskForm")
        assert seat.field("task-title").text == gone.title
        await seat.press("end")
        await seat.type(TYPED)
        await hang_up(seat)
    desk.tasks.remove(gone)
    for _start in range(2):  # until it was left with Esc
        async with seated(desk) as seat:
            await seat.comes("UnfinishedText")
            await seat.sees("Edit the task", f"{gone.title}{TYPED}")
            await hang_up(seat)
    async with seated(desk) as seat:
        await seat.comes("UnfinishedText")
        await seat.press("escape")
        await seat.comes("DeskScreen")
    assert kept() == []


async def test_what_brought_toasoan_down_once_is_shown_as_a_text(desk, desk_path):
    """Else each start would end where the one before did."""
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await hang_up(seat)
    file = UnfinishedForms(desk_path)
    forms, _tried = file.load()
    file.save(forms, file.next(), is_tried=True)  # as it stands when a start has died opening it
    async with seated(desk) as seat:
        await seat.comes("UnfinishedText")
        await seat.sees(TYPED)


async def test_a_form_of_another_version_is_shown_as_a_text(desk):
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await hang_up(seat)
    (path,) = forms_folder().iterdir()
    path.write_text(path.read_text().replace("task-title", "task-heading"))
    async with seated(desk) as seat:
        await seat.comes("UnfinishedText")
        await seat.sees(TYPED)


async def test_a_choice_of_another_version_is_shown_as_a_text(desk):
    async with seated(desk) as seat:
        await open_form(seat, ("alt+n", "a"), "RumourForm")
        await seat.type(TYPED)
        await seat.click(seat.field("verdict"))
        await hang_up(seat)
    (path,) = forms_folder().iterdir()
    path.write_text(path.read_text().replace('"false"', '"doubtful"'))
    async with seated(desk) as seat:
        await seat.comes("UnfinishedText")
        await seat.sees(TYPED)


@pytest.mark.parametrize("garbage", [b"", b"[]", b"\xff", b'{"desk": 3}', b"[" * 100_000])
async def test_a_file_that_is_no_such_file_is_passed_over(desk, desk_path, garbage):
    file = UnfinishedForms(desk_path)
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(garbage)
    assert file.load() == ([], False)


async def test_another_desk_is_not_offered_it(desk, tmp_path, clock):
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await hang_up(seat)
    with open_desk(tmp_path / "other.json", clock=clock) as other:
        plan(other)
        async with seated(other) as seat:
            assert seat.top == "DeskScreen"
            await hang_up(seat)
    assert any(TYPED in text for text in kept())


async def test_a_copy_that_only_reads_leaves_it_alone(desk, desk_path, clock):
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await hang_up(seat)
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        async with seated(reader) as seat:
            assert seat.top == "DeskScreen"
            await seat.press("slash")
            await seat.type("cong doan")
            await hang_up(seat)
    (text,) = kept()
    assert TYPED in text
    assert "cong doan" not in text


async def test_where_nothing_can_be_kept_it_is_said_once_and_the_form_goes_on(desk, home):
    settings.state_folder().mkdir(parents=True, exist_ok=True)
    forms_folder().write_text("no folder: nothing can be put in it")
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await seat.hears("cannot be kept for the next start")
        await seat.type(" nữa")
        keeper = seat.screen.forms
        keeper.look()
        await seat.until(lambda: not keeper._is_writing)
        assert sum("cannot be kept" in notice for notice in seat.notices) == 1
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    assert task(desk, f"{TYPED} nữa")


def test_an_earlier_save_that_took_its_time_changes_nothing(desk_path):
    file = UnfinishedForms(desk_path)
    early, late = file.next(), file.next()
    assert file.save([Unfinished("task", "New task", typed={"a": "two"})], late)
    assert not file.save([Unfinished("task", "New task", typed={"a": "one"})], early)
    assert [form.text for form in file.load()[0]] == ["two"]
    assert file.save([], file.next())
    assert not file.save([Unfinished("task", "New task", typed={"a": "one"})], early)
    assert kept() == []
    assert list(file.path.parent.iterdir()) == []


def test_any_character_is_kept(desk_path):
    file = UnfinishedForms(desk_path)
    text = "ệ \ud800 \x00 \u2028 👩‍🚒"
    file.save([Unfinished("task", "New task", typed={"a": text})], file.next())
    assert file.load()[0][0].typed == {"a": text}


async def test_what_a_slow_machine_takes_in_late_is_kept_too(desk):
    """Keys may wait in line long after they came."""
    async with seated(desk) as seat:
        await open_form(seat, ("f2", "a"), "TaskForm")
        await seat.type(TYPED)
        await seat.until(lambda: any(TYPED in text for text in kept()), "the file")
        seat.app.last_key_at -= 3600  # so long ago the last key came in
        seat.field("task-title").insert_text(" nữa")
        await seat.until(lambda: any(f"{TYPED} nữa" in text for text in kept()), "the rest")
