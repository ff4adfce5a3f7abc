"""Replacing words in many articles: each place is shown, and can be left out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from time import monotonic
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from store import Article, Desk, Fact, Hit
from tui.commands import bindings
from tui.commands.dialog_keys import FieldAbove, FieldBelow
from tui.commands.replacing import IgnoreMarks, LeaveOutHit, ReplaceChosen, WholeWords
from tui.dialogs.dialog import Dialog
from tui.dialogs.fitting import fit_height
from tui.dialogs.many import change_many
from tui.i18n import _, ngettext, number
from tui.widgets.check_signs import follow_checks, signed
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import place_told, status_name, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

MOST: Final = 5_000
"""The most places that are shown: nobody reads more."""
_TURN: Final = 0.02
"""Seconds of looking between two turns for keys and the screen."""
_TELLING: Final = 0.1
"""Seconds after which the progress is shown."""


class _Row(NamedTuple):
    """A place, or the heading of those of an article."""

    article: Article
    hit: Hit | None = None

    @property
    def key(self) -> str:
        if self.hit is None:
            return self.article.id
        return f"{self.article.id} {self.hit.field} {self.hit.start}"


class HitRows(Rows[_Row]):
    """The places by article, each with its name and the words around it."""

    mark_width = 2

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.left_out: set[str] = set()
        """The keys of the places that stay as they are."""
        self.new_words = ""

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    def row_key(self, item: _Row) -> str:
        """Return what identifies a place."""
        return item.key

    def selectable(self, item: _Row) -> bool:
        """Skip the headings, and what is out."""
        return item.hit is not None and not item.article.out

    def row_lines(self, item: _Row, width: int) -> list[Line]:
        """Draw a place, or the headline of its article."""
        hit, is_out = item.hit, item.article.out is not None
        if hit is None:
            told = _("is out, not changed") if is_out else status_name(item.article.status)
            title = signed(self, item.article, f"{title_of(item.article)} · {told}")
            return [[(fitted(title, width), "dim" if is_out else "title")]]
        is_left = is_out or item.key in self.left_out
        mark = "  " if is_out else "○ " if is_left else "● "
        place = f"{place_told(item.article, hit.field, hit.start)} · "
        words = one_line(hit.words)
        new = "" if is_left else f"→{one_line(hit.new_words(self.new_words))}"
        room = max(width - cell_len(f"{mark}{place}{words}{new}"), 0)
        before, after = map(one_line, hit.around(width))
        if cell_len(before) > room // 2:
            before = f"…{before[len(before) - max(room // 2 - 1, 0) :]}"
        after = fitted(after, max(room - cell_len(before), 0))
        tone = "dim" if is_left else ""
        return [
            [
                (mark, "accent"),
                (place, "dim"),
                (before, tone),
                (words, tone or "warn"),
                (new, "good"),
                (after, tone),
            ]
        ]


class ReplaceWordsScreen(Dialog[None]):
    """Ask for words and for those in their place; show where they stand, and replace them.

    Args:
        desk: the desk.
        articles: where they are replaced; None for all articles.
        find: the words to begin with.
        put: those in their place.
        fact: with the words to begin with, also the places where it was put into a text.
    """

    CHANGES = True
    BINDINGS = bindings(
        *(ReplaceChosen, LeaveOutHit, WholeWords, IgnoreMarks, FieldAbove, FieldBelow)
    )
    DEFAULT_CSS = """
    ReplaceWordsScreen {
        & > #box { width: 100%; max-width: 110; height: 100%; }
        & .field { margin-bottom: 0; }
        & LineEntry { width: 1fr; }
        & #found { height: auto; color: $text-secondary; margin-bottom: 1; }
        &.short #title { margin-bottom: 0; }
        &.short #found { margin-bottom: 0; }
    }
    """

    def __init__(
        self,
        desk: Desk,
        articles: Sequence[Article] | None = None,
        *,
        find: str = "",
        put: str = "",
        fact: Fact | None = None,
    ) -> None:
        title = _("Replace words in all articles")
        if articles is not None:
            count = len(articles)
            title = ngettext(
                "Replace words in {count} article", "Replace words in {count} articles", count
            )
            title = title.format(count=count)
        super().__init__(title)
        self._desk = desk
        self._given = articles
        self._begins_with = {"find": find, "replace": put}
        self._fact = fact
        self._whole = True
        self._marks = True
        self._hits: list[Hit] = []
        self._found_for: tuple[object, ...] = ()
        """What `_hits` were looked for by; something else may be typed by now."""
        self._is_cut = False

    def compose_body(self) -> ComposeResult:
        """Yield the two lines, what they find, and the places."""
        for name, label in (("find", _("Find")), ("replace", _("Replace"))):
            with Horizontal(classes="field"):
                yield Static(label, classes="label", markup=False)
                yield LineEntry(self._begins_with[name], id=name)
        yield Static(id="options", markup=False)
        yield Static(id="found", markup=False)
        yield HitRows()

    def on_mount(self) -> None:
        """Begin with the words; where they are given, with the places."""
        self.query_one("#find").focus()
        self._show_options()
        if self._words:
            self.rows.new_words = self._begins_with["replace"]
            self.rows.focus()
            self._look()
        fit_height(self, self.rows)

    @property
    def rows(self) -> HitRows:
        """The list of the places."""
        return self.query_one(HitRows)

    @property
    def _words(self) -> str:
        return self.query_one("#find", LineEntry).text

    @cached_property
    def _places(self) -> list[Article]:
        return self._desk.articles.replacing.places(self._given)

    @property
    def _asked(self) -> tuple[str, bool, bool]:
        return self._words, self._whole, self._marks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer leaving a place out where the cursor is on one."""
        if action == LeaveOutHit.action:
            return bool(self.query(HitRows)) and self.rows.has_focus and bool(self.rows.current)
        return True

    def offers(self, action: str) -> bool:
        """Offer replacing once there is something to replace."""
        return action != ReplaceChosen.action or bool(self._chosen)

    # -------------------------------------------------------------- kept for the next start

    @property
    def choices(self) -> dict[str, Any]:
        """How words are found."""
        return {"whole": self._whole, "marks": self._marks}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Find them so."""
        self._whole, self._marks = bool(choices["whole"]), bool(choices["marks"])
        self._show_options()
        self._look()

    # -------------------------------------------------------------- finding

    def action_whole_words(self) -> None:
        """Find only whole words, or parts of words, too."""
        self._whole = not self._whole
        self._show_options()
        self._look()

    def action_ignore_marks(self) -> None:
        """Find words with other marks, too, or only with the same."""
        self._marks = not self._marks
        self._show_options()
        self._look()

    def _show_options(self) -> None:
        told = (
            _("whole words only") if self._whole else _("parts of words, too"),
            _("with the same marks") if self._marks else _("whatever marks they have"),
        )
        self.query_one("#options", Static).update(" · ".join(told))

    @on(LineEntry.Changed, "#find")
    def _words_typed(self) -> None:
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Look through the articles, with turns for the keys."""
        replacing, found = self._desk.articles.replacing, list[Hit]()
        began = turn = monotonic()
        words, whole, marks = asked = self._asked
        fact = self._fact if words == self._begins_with["find"] else None
        looked = replacing.look(words, self._places, whole=whole, marks=marks, fact=fact)
        for count, hits in enumerate(looked, 1):
            found += hits
            if len(found) > MOST:
                break
            if monotonic() - turn > _TURN:
                if monotonic() - began > _TELLING:
                    self._tell(f"{number(count)}/{number(len(self._places))} …")
                await asyncio.sleep(_TURN / 4)
                turn = monotonic()
        self._is_cut = len(found) > MOST
        self._hits, self._found_for = found[:MOST], asked
        self.rows.left_out.clear()
        self._show()

    def _show(self) -> None:
        shown: list[_Row] = []
        for hit in self._hits:
            if not shown or shown[-1].article.id != hit.article.id:
                shown.append(_Row(hit.article))
            shown.append(_Row(hit.article, hit))
        self.rows.show(shown)
        self._count()

    def _count(self) -> None:
        self.refresh_bindings()
        self.rows.refresh()
        chosen, out = self._chosen, [hit for hit in self._hits if hit.article.out]
        articles = len({hit.article.id for hit in chosen})
        told = _("To be replaced: {chosen} of {count}; articles: {articles}.").format(
            chosen=number(len(chosen)), count=number(len(self._hits)), articles=number(articles)
        )
        if not self._words:
            told = ""
        elif not self._hits:
            told = _("These words are not found.")
        if out:
            told += " " + ngettext(
                "{count} is out and stays.", "{count} are out and stay.", len(out)
            ).format(count=number(len(out)))
        if self._is_cut:
            told += " " + _("More than {most} were found: narrow the words.").format(
                most=number(MOST)
            )
        self._tell(told)

    def _tell(self, told: str) -> None:
        self.query_one("#found", Static).update(told)

    # -------------------------------------------------------------- replacing

    @property
    def _chosen(self) -> list[Hit]:
        left_out = self.rows.left_out if self.query(HitRows) else set()
        return [
            hit
            for hit in self._hits
            if not hit.article.out and _Row(hit.article, hit).key not in left_out
        ]

    @on(LineEntry.Changed, "#replace")
    def _new_words_typed(self) -> None:
        self.rows.new_words = self.query_one("#replace", LineEntry).text
        self.rows.refresh()

    @on(LineEntry.Submitted)
    def _go_on(self, event: LineEntry.Submitted) -> None:
        """Go to the next field; Enter in the list replaces."""
        (self.query_one("#replace") if event.input.id == "find" else self.rows).focus()

    @on(Rows.Highlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @on(Rows.MarkPressed)
    def action_leave_out_hit(self) -> None:
        """Leave a place as it is, or take it in again, and go to the next one."""
        if self.rows.current:
            self.rows.left_out ^= {self.rows.current.key}
            self.rows.move_to(self.rows.cursor_place + 1)
            self._count()

    def action_replace_chosen(self) -> None:
        """Replace the words in all places that are not left out."""
        if self._found_for != self._asked:
            self.say(_("The articles are still being looked through; then press it again."))
        elif chosen := self._chosen:
            self.say("")
            self._replace(chosen)
        else:
            self.say(_("There is nothing to replace: type words that are found."))

    @work(exclusive=True, group="replace")
    async def _replace(self, chosen: Sequence[Hit]) -> None:
        by_article: dict[str, list[Hit]] = {}
        for hit in chosen:
            by_article.setdefault(hit.article.id, []).append(hit)
        articles = [hits[0].article for hits in by_article.values()]
        text = self.rows.new_words

        def change(some: Sequence[Article]) -> Sequence[Article]:
            hits = (hit for one in some for hit in by_article[one.id])
            return self._desk.articles.replacing.replace(hits, text)

        with self.refusals():
            changed = await change_many(self.app, self._desk, articles, change)
            count = sum(len(by_article[one.id]) for one in changed)
            told = ngettext("{count} place replaced", "{count} places replaced", count)
            told = told.format(count=number(count))
            self.notify(_("{what}; Ctrl+Z brings it back.").format(what=told))
            self.dismiss(None)
