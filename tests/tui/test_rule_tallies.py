"""What is fixed with a key counts for its rule; the rules are listed with their counts."""

from __future__ import annotations

import pytest

from store import open_desk
from store.article_parts import Fixed, IgnoredFlag
from store.copydesk.rule_files import CHOSEN
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, Seat, seated, written
from tui import i18n
from tui.dialogs.checks import ChecksScreen
from tui.dialogs.rules import RulesScreen
from tui.settings import rules_folder

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
BODY = "Tổ may xử dụng máy mới.\n\nThợ xử dụng máy  cũ."


@pytest.fixture
def desk(desk_path, clock):
    with open_desk(desk_path, clock=clock, rules=rules_folder()) as opened:
        yield opened


@pytest.fixture
def article(desk):
    return written(desk, "Tổ may mới", body=BODY)


async def listed(seat: Seat, article) -> ChecksScreen:
    await seat.open(article)
    await seat.until(lambda: seat.is_quiet, "the checks")
    await seat.press("alt+7")
    await seat.comes("ChecksScreen")
    return seat.on_top(ChecksScreen)


async def closed(seat: Seat) -> None:
    await seat.press("escape")
    await seat.comes("DeskScreen")
    seat.body.focus()


def accepted(desk) -> dict[str, int]:
    return {rule: one.accepted for rule, one in desk.articles.copy_desk.tallies().items()}


async def test_what_is_fixed_with_a_key_counts_for_its_rule_once_it_is_saved(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("f")
        assert accepted(desk) == {}
        await seat.press("f")
        await closed(seat)
        seat.editor.save()
        assert accepted(desk) == {"confused-s-x": 2, "double-spaces": 1}
    assert desk.articles[article.id].fixed == (
        Fixed("confused-s-x", 2),
        Fixed("double-spaces", 1),
    )


async def test_what_is_undone_before_it_is_saved_counts_for_nothing(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("f")
        await closed(seat)
        await seat.press("ctrl+z")
        assert seat.body.body == BODY
        seat.editor.save()
        assert accepted(desk) == {}


async def test_what_is_undone_later_counts_no_more(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("f", "f")
        await closed(seat)
        seat.editor.save()
        await seat.press("ctrl+z")
        seat.editor.save()
        assert accepted(desk) == {"confused-s-x": 2}
        await seat.press("ctrl+z")
        seat.editor.save()
        assert accepted(desk) == {}
        assert desk.articles[article.id].body == BODY


async def test_what_was_counted_before_stays(desk, article):
    desk.records.change(article, fixed=(Fixed("confused-s-x", 5),))
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("f")
        await closed(seat)
        seat.editor.save()
        assert accepted(desk) == {"confused-s-x": 7}
        await seat.press("ctrl+z")
        seat.editor.save()
        assert accepted(desk) == {"confused-s-x": 5}


# ---------------------------------------------------------------- the list of the rules


def ignored(rule: str, times: int) -> tuple[IgnoredFlag, ...]:
    return tuple(IgnoredFlag(rule=rule, words=f"từ {at}", reason="tên") for at in range(times))


async def ruled(seat: Seat) -> RulesScreen:
    await seat.press("alt+2")
    await seat.comes("RulesScreen")
    await seat.settle()
    return seat.on_top(RulesScreen)


def files() -> dict[str, str]:
    return {one.name: one.read_text(encoding="utf-8") for one in rules_folder().glob("*")}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_rule_that_is_ignored_more_than_followed_comes_first_and_is_marked(
    desk, article, size
):
    fixed = (Fixed("long-lead", 2), Fixed("double-spaces", 12))
    marks = (*ignored("long-lead", 10), *ignored("double-spaces", 11), *ignored("ellipsis", 9))
    desk.records.change(article, fixed=fixed, ignored=marks)
    async with seated(desk, size=size) as seat:
        rules = (await ruled(seat)).rows.items
        assert rules[0].id == "long-lead"
        assert seat.line("long-lead · fixed 2 times · ignored 10 times · often wrong")
        assert seat.text.count("often wrong") == 1
        assert [rule.off for rule in rules] == sorted(rule.off for rule in rules)


async def test_a_rule_is_switched_off_for_the_open_text_and_on_again(desk, article):
    async with seated(desk) as seat:
        screen = await listed(seat, article)
        assert screen.rows.current.flag.rule == "confused-s-x"
        await seat.press("r")
        await seat.comes("RulesScreen")
        await seat.settle()
        assert seat.on_top(RulesScreen).rows.current.id == "confused-s-x"
        await seat.press("space")
        assert seat.on_top(RulesScreen).rows.current.off
        assert "[change.confused-s-x]\noff = true\n" in files()[CHOSEN]
        await seat.press("escape")
        await seat.comes("ChecksScreen")
        await seat.until(lambda: "confused-s-x" not in [r.flag.rule for r in screen.rows.items])
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await ruled(seat)
        rules = [rule.id for rule in seat.on_top(RulesScreen).rows.items]
        await seat.press(*["down"] * rules.index("confused-s-x"), "space", "escape")
        await seat.comes("DeskScreen")
        assert "confused-s-x" not in files()[CHOSEN]
        await seat.until(lambda: seat.is_quiet and seat.editor.checks.checked.flags)
        flags = seat.editor.checks.checked.flags
        assert "confused-s-x" in [flag.rule for flag in flags]


async def test_a_rule_weighs_less_and_the_files_of_the_desk_stay_as_they_are(desk, article):
    rules_folder().mkdir(parents=True)
    own = '# ours\n[change.impossible-day]\nseverity = "warning"\n'
    (rules_folder() / "zz.toml").write_text(own, encoding="utf-8")
    async with seated(desk) as seat:
        screen = await ruled(seat)

        def weight() -> str:
            return next(one.severity for one in screen.rows.items if one.id == "impossible-day")

        at = [rule.id for rule in screen.rows.items].index("impossible-day")
        await seat.press(*["down"] * at)
        weights = [weight()]
        for _ in range(3):
            await seat.press("s")
            weights.append(weight())
        assert weights == ["warning", "reminder", "block", "warning"]
        assert "impossible-day" not in files()[CHOSEN]
    assert files()["zz.toml"] == own


async def test_a_file_with_a_fault_is_told_and_left_as_it_is(desk, article):
    rules_folder().mkdir(parents=True)
    (rules_folder() / CHOSEN).write_text("[change.x]\nseverity = 5\n", encoding="utf-8")
    async with seated(desk) as seat:
        await ruled(seat)
        await seat.press("space")
        assert "line 2" in seat.words
        assert files() == {CHOSEN: "[change.x]\nseverity = 5\n"}


@LANGUAGES
async def test_the_list_is_in_the_language_of_the_screens(desk, article, language):
    i18n.use(language)
    desk.records.change(article, fixed=(Fixed("impossible-day", 3),))
    async with seated(desk) as seat:
        await ruled(seat)
        assert ("đã sửa 3 lần" in seat.text) == (language == "vi")
        assert ("lịch không có ngày này" in seat.text) == (language == "vi")


@LANGUAGES
@SIZES
def test_the_list_of_rules_looks(desk, article, looks, size, language):
    marks = ignored("unexplained-abbreviation", 11)
    fixed = (Fixed("double-spaces", 12), Fixed("impossible-day", 1))
    desk.records.change(article, fixed=fixed, ignored=marks)
    desk.articles.copy_desk.change_rule("invisible-characters", off=True)

    async def steps(seat: Seat) -> None:
        await ruled(seat)

    assert looks(desk, steps, size, language)


async def test_the_rules_open_from_the_checklist_too_and_say_why_nothing_changes(desk, article):
    desk.articles.copy_desk.change_rule("impossible-day", off=True)
    async with seated(desk) as seat:
        await seat.press("f2")
        rows = (await ruled(seat)).rows
        rows.move_to(next(n for n, one in enumerate(rows.items) if one.id == "impossible-day"))
        await seat.press("s")
        await seat.settle()
        assert "This rule is switched off" in seat.words
