"""What the copy desk finds in the open article, in a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import Static

from store import Article, Desk
from store.articles.reader_texts import text_at
from store.copydesk.checker import Flag
from store.copydesk.confirmed import Confirmed
from store.copydesk.ignoring import Checked, SetAside, marks_of
from store.copydesk.manuscript import Location, of_article
from store.copydesk.rule import Severity
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.checks import FixAll, FixFinding, GoToFinding, IgnoreFinding, ShowRule
from tui.dialogs.dialog import CLOSE, Dialog
from tui.dialogs.fitting import fit_height
from tui.dialogs.forms.ignore_form import IgnoreForm
from tui.dialogs.picker import MultiPicker, Option
from tui.i18n import N_, _, current, filled, ngettext
from tui.widgets.labels import (
    SEVERITY_NAMES,
    SEVERITY_SIGNS,
    let_pass_told,
    place_told,
    title_of,
)
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows

_TONES: Final = {"block": "warn", "warning": "mark", "reminder": "accent"}
"""The tone of each severity in a list."""
_RIGHT: Final = "✔"
"""The sign of what is right."""
_REACH: Final = 120
"""How many characters around a place are shown."""


class Fix(NamedTuple):
    """A place with what is right there, and the rule that proposes it."""

    rule: str
    place: Location


class Row(NamedTuple):
    """A finding, and why it is set aside, if it is; or something that is right."""

    flag: Flag
    aside: SetAside | None = None
    is_right: bool = False
    """Whether it says what is right, and what confirms it."""

    @property
    def certain(self) -> list[Fix]:
        """The places for which what is right is certain."""
        if self.aside or self.is_right:
            return []
        rule = self.flag.rule
        return [Fix(rule, place) for place in self.flag.places if place.fix is not None]

    @property
    def decided(self) -> str:
        """What an editor has decided about it, and why; empty for nothing."""
        if self.aside:
            return one_line(_("ignored: {reason}").format(reason=self.aside.reason))
        return one_line(let_pass_told(self.flag.let_pass)) if self.flag.let_pass else ""


class FlagRows(Rows[Row]):
    """The findings: severity and message; below, the place, the words and what would be right."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.article = Article()
        """The text in which they stand."""

    def row_key(self, item: Row) -> str:
        """Return what stays the same while other places are mended."""
        flag = item.flag
        return f"{flag.rule} {flag.words} {item.aside is None} {flag.vi if item.is_right else ''}"

    def row_height(self, item: Row, width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: Row, width: int) -> list[Line]:
        """Draw a finding; one that is set aside is dim, with the reason."""
        flag = item.flag
        place = place_told(self.article, flag.places[0].field, flag.places[0].start)
        if len(flag.places) > 1:
            place = f"{place} … ×{len(flag.places)}"
        words = _changed(flag)
        sign = f"{SEVERITY_SIGNS[flag.severity]} "
        message = flag.message(current())
        if item.is_right:
            return [[(f"{_RIGHT} ", "good"), (message, "")], [(f"  {place} · {words}", "dim")]]
        if item.aside:
            return [
                [(f"{sign}{message}", "dim")],
                [(f"  {place} · {item.decided} · {words}", "dim")],
            ]
        decided: Line = [(f"{item.decided} · ", "accent")] if item.decided else []
        return [
            [(sign, _TONES[flag.severity]), (message, "")],
            [(f"  {place} · ", "dim"), *decided, (words, "" if item.certain else "dim")],
        ]


class ChecksScreen(Dialog[Flag]):
    """List what is found in an article; answers the finding to go to.

    Args:
        desk: where what is ignored is kept.
        checked: what is found.
        put_right: writes what is right at some places, and shows again what is found.
    """

    BINDINGS = [CLOSE, *bindings(GoToFinding, FixFinding, FixAll, IgnoreFinding, ShowRule)]
    DEFAULT_CSS = """
    ChecksScreen {
        & #box { width: 100; height: 100%; }
        & #head { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        & #findings { height: 1fr; }
        & #around { height: auto; min-height: 3; max-height: 10; margin-top: 1; }
        & #around { color: $text-muted; }
    }
    """

    def __init__(
        self,
        desk: Desk,
        checked: Checked,
        put_right: Callable[[Sequence[Fix]], Awaitable[None]],
    ) -> None:
        title = _("Checks: {title}").format(title=title_of(checked.article))
        super().__init__(title)
        self._desk = desk
        self._checked = checked
        self._put_right = put_right

    def compose_body(self) -> ComposeResult:
        """Yield the counts, the list, and below it what is cut in it, and the words around."""
        yield Static(id="head", markup=False)
        rows = FlagRows(id="findings")
        rows.empty_text = _("The checks find nothing here.")
        yield rows
        yield Static(id="around", markup=False)

    def on_mount(self) -> None:
        """Show what is found."""
        self.rows.focus()
        self.call_after_refresh(self.show, self._checked)
        fit_height(self, self.rows)

    @property
    def rows(self) -> FlagRows:
        """The list."""
        return self.query_one(FlagRows)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs of the severities, for the help."""
        known = [(sign, _(SEVERITY_NAMES[name])) for name, sign in SEVERITY_SIGNS.items()]
        return [*known, (_RIGHT, _("as the desk has it"))]

    def show(self, checked: Checked) -> None:
        """Show what is found now."""
        self._checked = checked
        self.rows.article = checked.article
        open_ones = [Row(flag) for flag in checked.flags]
        ignored = [Row(one.flag, one) for one in checked.ignored]
        self.rows.show([*open_ones, *ignored, *map(_right, checked.right)])
        counts = Counter(str(flag.severity) for flag in checked.flags)
        told = [
            f"{sign} {_(SEVERITY_NAMES[name])} {counts[name]}"
            for name, sign in SEVERITY_SIGNS.items()
            if counts[name]
        ]
        if count := len(checked.ignored):
            told.append(_("ignored {count}").format(count=count))
        if count := len(checked.right):
            told.append(f"{_RIGHT} {_('right {count}').format(count=count)}")
        self.query_one("#head", Static).update(" · ".join(told))
        self._describe()

    @on(Rows.Highlighted, "#findings")
    def _describe(self) -> None:
        self.say("")
        row = self.rows.current
        shown = around(self._checked.article, row.flag.places[0]) if row else ""
        self.query_one("#around", Static).update("\n".join((*self.rows.cut_lines, shown)))
        self.refresh_bindings()

    # -------------------------------------------------------------- keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now: on what is ignored, `i` is called by what it does there."""
        found = super().active_bindings
        row = self.rows.current if self.query(FlagRows) else None
        key = IgnoreFinding.key
        if row and row.aside and key in found:
            binding = replace(found[key].binding, description=N_("Tell again"))
            found[key] = found[key]._replace(binding=binding)
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a finding only where there is one."""
        of_finding = (GoToFinding, FixFinding, FixAll, IgnoreFinding, ShowRule)
        if action in (one.action for one in of_finding):
            return bool(self.query(FlagRows)) and self.rows.current is not None
        return True

    def offers(self, action: str) -> bool:
        """Offer a fix only where it is certain, and nothing of the kind for what is right."""
        row = self.rows.current
        if action == FixAll.action:
            return any(one.certain for one in self.rows.items)
        if row and row.is_right:
            return action not in (IgnoreFinding.action, ShowRule.action, FixFinding.action)
        return action != FixFinding.action or bool(row and row.certain)

    @on(Rows.Selected, "#findings")
    def action_go_to_finding(self) -> None:
        """Answer the finding under the cursor."""
        if row := self.rows.current:
            self.dismiss(row.flag)

    async def action_fix_finding(self) -> None:
        """Put in what is right at the places of the finding."""
        if row := self.rows.current:
            await self._fix(row.certain)

    @work
    async def action_fix_all(self) -> None:
        """Put in all that is certain, once it has been seen; what is not wanted is left out there.

        All that is certain, not only what one rule finds: an editor who goes through a text thinks
        in places, and the list before it lets go of any of them.
        """
        if not app_of(self).may_change():
            return
        certain = [one for one in self.rows.items if one.certain]
        if len(certain) > 1:
            taken = await self.app.push_screen_wait(_choice_of(self._checked.article, certain))
            # A check that has ended meanwhile has shown other rows; the texts are compared again.
            certain = [certain[int(number)] for number in taken or ()]
            if not certain:
                return
        await self._fix([fix for row in certain for fix in row.certain])

    async def _fix(self, fixes: Sequence[Fix]) -> None:
        if not fixes:
            self.say(_("What is right here is not certain; Enter goes there."))
        elif app_of(self).may_change():
            with self.refusals():
                await self._put_right(fixes)
                self.notify(_fixed(fixes))

    @work
    async def action_ignore_finding(self) -> None:
        """Set the finding aside, with a reason; one that is set aside is told again."""
        row = self.rows.current
        if row is None or row.is_right or not app_of(self).may_change():
            return
        article = self._checked.article
        with self.refusals():
            if row.aside:
                self._desk.articles.ignored.remove(article, row.aside.marks)
                told = _("It is told again; why it was ignored: “{reason}”.")
                self.notify(told.format(reason=one_line(row.aside.reason)))
                return
            marks = marks_of(row.flag, of_article(article))
            form = IgnoreForm(self._desk, article, row.flag.message(current()), marks)
            await self.app.push_screen_wait(form)

    @work
    async def action_show_rule(self) -> None:
        """Go to the rule of the finding; afterwards the text is checked by what it says then."""
        from tui.dialogs.rules import RulesScreen

        if (row := self.rows.current) and not row.is_right:
            await self.app.push_screen_wait(RulesScreen(self._desk, row.flag.rule))
            await self._put_right([])


def _right(one: Confirmed) -> Row:
    """Return something that is right as a row of the list."""
    told = filled(one.by.message, one.by.values)
    flag = Flag("", Severity.REMINDER, told, told, one.words, one.places)
    return Row(flag, is_right=True)


def _choice_of(article: Article, certain: Sequence[Row]) -> MultiPicker:
    """Return the list of what can be fixed for certain, all of it marked; answers numbers in it."""
    options = []
    for number, row in enumerate(certain):
        place = row.certain[0].place
        told = place_told(article, place.field, place.start)
        if (count := len(row.certain)) > 1:
            told = f"{told} … ×{count}"
        options.append(Option(str(number), _changed(row.flag), told))
    count = sum(len(row.certain) for row in certain)
    title = ngettext("Fix {count} place", "Fix {count} places", count).format(count=count)
    marked = [one.key for one in options if one.key]
    return MultiPicker(title, options, chosen=marked, needs_one=True)


def _fixed(fixes: Sequence[Fix]) -> str:
    """Return how many places were fixed, and what takes that back."""
    counts = Counter(fix.place.field.partition(".")[0] for fix in fixes)
    cards, photos = counts.pop("cards", 0), counts.pop("photos", 0)
    entries = counts.total()
    told = {
        ngettext(
            "{count} place fixed; Ctrl+Z in the text takes it back.",
            "{count} places fixed; Ctrl+Z in the text takes them back.",
            entries,
        ): entries,
        ngettext(
            "{count} place in cards fixed; Ctrl+Z in the related news takes it back.",
            "{count} places in cards fixed; Ctrl+Z in the related news takes them back.",
            cards,
        ): cards,
        ngettext(
            "{count} place in captions fixed; Ctrl+Z on the photo sheet takes it back.",
            "{count} places in captions fixed; Ctrl+Z on the photo sheet takes them back.",
            photos,
        ): photos,
    }
    return "\n".join(text.format(count=count) for text, count in told.items() if count)


def _changed(flag: Flag) -> str:
    """Return the words of a finding, and what would be right."""
    words = f"“{one_line(flag.words)}”"
    if flag.fix is None:
        return words
    return f"{words} → {f'“{one_line(flag.fix)}”' if flag.fix else _('leave out')}"


def around(article: Article, place: Location) -> str:
    """Return the words around a place, of its paragraph."""
    text = text_at(article, place.field)
    first, last = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    last = len(text) if last < 0 else last
    start, end = max(place.start - _REACH, first), min(place.end + _REACH, last)
    shown = " ".join(text[start:end].split())
    return one_line(f"{'… ' if start > first else ''}{shown}{' …' if end < last else ''}")
