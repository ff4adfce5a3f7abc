"""The rules of the copy desk: what they weigh, how often they were followed, and switches."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from store import Desk, DeskError
from store.copydesk.rule import Rule, Severity
from store.copydesk.tallies import Tally
from tui.commands import bindings
from tui.commands.checks import NextSeverity, SwitchRule
from tui.dialogs.dialog import CLOSE, Dialog
from tui.dialogs.fitting import fit_height
from tui.i18n import _, ngettext, sentence
from tui.widgets.labels import SEVERITY_NAMES, SEVERITY_SIGNS, rule_told
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows

_TONES: Final = {"block": "warn", "warning": "mark", "reminder": "accent"}
_OFF: Final = "–"
"""The sign of a rule that is off."""
_HEAVIEST_FIRST: Final = (Severity.BLOCK, Severity.WARNING, Severity.REMINDER)


class RuleRows(Rows[Rule]):
    """The rules: severity and message; below, the id and the counts."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.tallies: dict[str, Tally] = {}

    def row_key(self, item: Rule) -> str:
        """Return the id."""
        return item.id

    def row_height(self, item: Rule, width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: Rule, width: int) -> list[Line]:
        """Draw a rule; one that is off is dim."""
        tally = self.tallies.get(item.id, Tally())
        counts = [
            ngettext("fixed once", "fixed {count} times", tally.accepted).format(
                count=tally.accepted
            ),
            ngettext("ignored once", "ignored {count} times", tally.ignored).format(
                count=tally.ignored
            ),
        ]
        told = [one for one, number in zip(counts, tally, strict=True) if number]
        below: Line = [(f"  {' · '.join((item.id, *told))}", "dim")]
        if tally.is_noisy:
            below.append((f" · {_('often wrong')}", "warn"))
        message = one_line(rule_told(item))
        if item.off:
            return [[(f"{_OFF} {message}", "dim")], below]
        tone = _TONES[item.severity]
        return [[(f"{SEVERITY_SIGNS[item.severity]} ", tone), (message, "")], below]


class RulesScreen(Dialog[None]):
    """List the rules, those that are often wrong first; switch them off, or have them weigh less.

    Args:
        desk: whose rules they are, and in whose articles they were followed.
        rule: the id of the one under the cursor.
    """

    BINDINGS = [CLOSE, *bindings(SwitchRule, NextSeverity)]
    DEFAULT_CSS = """
    RulesScreen {
        & #box { width: 100; height: 100%; }
        & #head { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        & #rules { height: 1fr; }
        & #example { height: auto; min-height: 2; max-height: 8; margin-top: 1; }
        & #example { color: $text-muted; }
    }
    """

    def __init__(self, desk: Desk, rule: str = "") -> None:
        super().__init__(_("Rules of the copy desk"))
        self._copy_desk = desk.articles.copy_desk
        self._first = rule
        self._order: dict[str, int] = {}

    def compose_body(self) -> ComposeResult:
        """Yield the counts, the list and an example."""
        yield Static(id="head", markup=False)
        yield RuleRows(id="rules")
        yield Static(id="example", markup=False)

    def on_mount(self) -> None:
        """Show the rules."""
        self.rows.focus()
        self.rows.tallies = tallies = self._copy_desk.tallies()

        def gravity(rule: Rule) -> tuple[bool, bool, int]:
            is_noisy = tallies.get(rule.id, Tally()).is_noisy
            return not is_noisy, rule.off, _HEAVIEST_FIRST.index(rule.severity)

        ordered = sorted(self._copy_desk.rules, key=gravity)
        self._order = {rule.id: place for place, rule in enumerate(ordered)}
        self.call_after_refresh(self._show, self._first)
        fit_height(self, self.rows)

    @property
    def rows(self) -> RuleRows:
        """The list."""
        return self.query_one(RuleRows)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs of the severities, for the help."""
        known = [(sign, _(SEVERITY_NAMES[name])) for name, sign in SEVERITY_SIGNS.items()]
        return [*known, (_OFF, _("switched off"))]

    def _show(self, rule: str = "") -> None:
        """Show the rules as they are now, in the order that they had at first."""
        rules = sorted(self._copy_desk.rules, key=lambda one: self._order.get(one.id, 0))
        self.rows.show(rules)
        if rule in self._order:
            self.rows.cursor_place = self._order[rule]
        off = sum(one.off for one in rules)
        told = [
            f"{sign} {_(SEVERITY_NAMES[name])} {count}"
            for name, sign in SEVERITY_SIGNS.items()
            if (count := sum(not one.off and one.severity == name for one in rules))
        ]
        told += [f"{_OFF} {_('switched off')} {off}"] if off else []
        self.query_one("#head", Static).update(" · ".join(told))
        faults = self._copy_desk.faults
        self.say(sentence(DeskError(faults[0].message, **faults[0].values)) if faults else "")
        self._describe()

    @on(Rows.Highlighted, "#rules")
    def _describe(self) -> None:
        rule = self.rows.current
        plain = [one for one in rule.wrong if isinstance(one, str)] if rule else []
        told = self.rows.cut_lines
        told += [_("For example: {text}").format(text=one_line(plain[0]))] if plain else []
        told += [_("Source: {source}").format(source=rule.source)] if rule and rule.source else []
        self.query_one("#example", Static).update("\n".join(told))

    # -------------------------------------------------------------- keys

    def action_switch_rule(self) -> None:
        """Switch the rule under the cursor off, or on."""
        if rule := self.rows.current:
            with self.refusals():
                self._copy_desk.change_rule(rule.id, off=not rule.off)
                self._show()

    def action_next_severity(self) -> None:
        """Have the rule under the cursor weigh less, or after the least the most."""
        rule = self.rows.current
        if rule and rule.off:
            self.say(_("This rule is switched off; Space switches it on again."))
        elif rule:
            place = _HEAVIEST_FIRST.index(rule.severity) + 1
            severity = _HEAVIEST_FIRST[place % len(_HEAVIEST_FIRST)]
            with self.refusals():
                self._copy_desk.change_rule(rule.id, severity=severity)
                self._show()
