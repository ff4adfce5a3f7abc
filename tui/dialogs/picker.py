"""A list to choose from, filtered while typing: campaigns, states, articles, commands, themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, Self

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Desk
from store.text import fold, sort_key
from tui.commands import bindings
from tui.commands.dialog_keys import Accept, MarkOption
from tui.commands.list_keys import Choose, CursorDown, CursorUp, PageDown, PageUp
from tui.dialogs.dialog import Dialog
from tui.i18n import N_, _
from tui.widgets.check_signs import follow_checks, signed
from tui.widgets.entry.line import LineEntry
from tui.widgets.headline import fits, headline_lines
from tui.widgets.labels import status_name, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, MovesRows, Rows, fitted

LEAST: Final = 4
"""The fewest lines for the options."""
AROUND: Final = 8
"""The lines of the box beside the options."""
NOTE: Final = 3
"""The lines for a note above them."""
HIGHEST: Final = 30
"""The most lines of the box."""

MOST_WORDS: Final = 4
"""More words than anybody types to search a list."""


class Option(NamedTuple):
    """A line of the list."""

    key: str | None
    """The result; None for a heading."""
    label: str
    """Already translated."""
    hint: str = ""
    """Shown dimmed after the label, and searched too."""
    key_shown: str = ""
    """The key, at the right edge."""
    also: str = ""
    """Other words by which it is found; not shown."""
    names: tuple[str, ...] = ()
    """Other names of it, by which it is found before its hint; not shown."""
    article: Article | None = None
    """The article that it is; the sign of what the checks find in it stands before the hint."""


def campaign_options(desk: Desk) -> list[Option]:
    """Return the campaigns of a desk by name, after “no campaign”, whose key is empty."""
    campaigns = sorted(desk.campaigns, key=lambda campaign: sort_key(campaign.name))
    return [Option("", _("(no campaign)")), *(Option(c.id, c.name) for c in campaigns)]


def article_options(articles: Iterable[Article]) -> list[Option]:
    """Return an option for each article: its headline, how it stands, of a version its channel.

    Args:
        articles: as they are on the desk.
    """
    return [
        Option(
            one.id,
            title_of(one),
            " · ".join((*(one.channels if one.master else ()), status_name(one.status))),
            article=one,
        )
        for one in articles
    ]


class _Folded(NamedTuple):
    """The words of an option, as they are searched."""

    names: tuple[str, ...]
    """Its label, and its other names."""
    words: str
    """All words."""

    @classmethod
    def of(cls, option: Option) -> Self:
        """Fold the words of an option."""
        names = tuple(map(fold, (option.label, *option.names)))
        return cls(names, " ".join(["", *names, fold(option.hint), fold(option.also)]))

    def rank(self, words: list[str]) -> tuple[bool, ...]:
        """Return how well typed words fit, the smallest being best.

        First a whole name, then the beginning of one, then words of the names; then the rest.
        """
        row = " ".join(words)
        names = " ".join(["", *self.names])
        return (
            row not in self.names,
            not any(name.startswith(row) for name in self.names),
            any(f" {word}" not in names for word in words),
            f" {row}" not in self.words,  # báo và đài hold ao and dai, but áo dài is meant
            any(f" {word}" not in self.words for word in words),
        )


class Options(Rows[Option]):
    """The matching options, with a mark for each if several may be chosen."""

    can_focus = False
    cursor_needs_focus = False  # the keys of the entry above move it

    def __init__(self, multiple: bool) -> None:
        super().__init__()
        self.multiple = multiple
        self.chosen: set[str] = set()
        self.mark_width = 2 if multiple else 0
        self._column = 0
        self._hints = 0
        """The widths of the labels and of the hints."""

    def on_mount(self) -> None:
        """Show what is found out about the articles among them."""
        follow_checks(self)

    def show(self, items: Sequence[Option], key: str | None = None) -> None:
        """Show other options, with their hints in one column."""
        self._column = max((cell_len(item.label) for item in items), default=0)
        self._hints = max((cell_len(item.hint) for item in items), default=0)
        super().show(items, key)

    def row_key(self, item: Option) -> str:
        """Return the key of the option."""
        return item.key or ""

    def selectable(self, item: Option) -> bool:
        """Skip headings."""
        return item.key is not None

    def row_height(self, item: Option, width: int) -> int:
        """Return one line, or two for a long label."""
        return 2 - (item.key is None or fits(item.label, self._rooms(item, width)[1]))

    def row_lines(self, item: Option, width: int) -> list[Line]:
        """Draw an option."""
        if item.key is None:
            return [[(fitted(item.label, width), "title")]]
        mark = ("● " if item.key in self.chosen else "○ ") if self.multiple else ""
        tail = f" {item.key_shown}" if item.key_shown else ""
        room, column = self._rooms(item, width)
        first, *others = headline_lines(item.label, column)
        told = signed(self, item.article, item.hint) if item.article else item.hint
        hint = fitted(f"  {told}", max(room - column, 0)) if told else ""
        return [
            [(mark, "accent"), (fitted(first, column), ""), (hint, "dim"), (tail, "accent")],
            *([(" " * len(mark), ""), (line, "")] for line in others),
        ]

    def _rooms(self, item: Option, width: int) -> tuple[int, int]:
        """Return the width for label and hint, and that for the label."""
        room = width - self.mark_width - cell_len(f" {item.key_shown}" if item.key_shown else "")
        most = max(room * 2 // 3, room - self._hints - 2)
        return room, min(max(self._column, 10), most) if item.hint else room


class Filter(LineEntry):
    """The entry of a list, in which Enter takes the highlighted line."""

    BINDINGS = bindings(Choose)

    def offers(self, action: str) -> bool:
        """Offer to choose only where something matches."""
        picker = self.screen
        return action != Choose.action or not isinstance(picker, Picker) or picker.has_match

    async def action_choose(self) -> None:
        """Accept the line."""
        await self.action_submit()


class MarkingFilter(Filter):
    """The entry of a list of which several are marked; the list has the space first."""

    BINDINGS = [Choose.labelled(N_("Take"))]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is only a letter here, so that no binding sees it."""
        return key != "space" and super().check_consume_key(key, character)


class Picker(MovesRows, Dialog[list[str]]):
    """A list filtered while typing, ignoring diacritics; returns the chosen key in a list.

    The options in `chosen` are already chosen. `note` (translated) is shown above the list.
    """

    MULTIPLE = False
    BELOW = 0
    """The lines for what a subclass says below the options."""

    BINDINGS = bindings(CursorUp, CursorDown, PageUp, PageDown)
    DEFAULT_CSS = """
    Picker #box { max-height: 80%; }
    Picker Options { height: 1fr; margin-top: 1; }
    Picker #note { color: $text-muted; margin-bottom: 1; }
    """

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        chosen: Sequence[str] = (),
        note: str = "",
    ) -> None:
        super().__init__(title)
        self._note = note
        self.options = options
        """What there is to choose from, whether it matches or not."""
        self._folded = [_Folded.of(option) for option in options]
        self._chosen = chosen

    def compose_body(self) -> ComposeResult:
        """Yield the entry and the list."""
        hint = (
            _("Space marks, Enter takes the marked") if self.MULTIPLE else _("Type a part of it …")
        )
        if self._note:
            yield Static(one_line(self._note), id="note", markup=False)
        kind = MarkingFilter if self.MULTIPLE else Filter
        yield kind(placeholder=hint, id="filter")
        rows = Options(self.MULTIPLE)
        rows.chosen = set(self._chosen)
        rows.empty_text = (
            _("Nothing matches.") if self.options else _("There is nothing to choose from yet.")
        )
        yield rows

    def on_mount(self) -> None:
        """Show all options, the cursor on the chosen one."""
        self._fit(len(self.options))
        self.rows.show(self.options, key=self._chosen[0] if self._chosen else None)
        self.query_one("#filter").focus()
        self.call_after_refresh(lambda: self._fit(self.rows.virtual_size.height))

    def _fit(self, lines: int) -> None:
        """Make room for all options, not for what is found: the box stands still at typing."""
        around = AROUND + self.BELOW + (NOTE if self._note else 0)
        self.query_one("#box").styles.height = min(max(lines, LEAST) + around, HIGHEST)

    @property
    def rows(self) -> Options:
        """The list."""
        return self.query_one(Options)

    @on(LineEntry.Changed, "#filter")
    def narrow(self) -> None:
        """Show the options that contain every typed word, the best match first."""
        self.say(self.remark, is_wrong=False)
        self.rows.show(self._matching())
        self.rows.move_to(0)
        self.refresh_bindings()

    def offer(self, options: Sequence[Option]) -> None:
        """Show the options with other words; the cursor stays where it is."""
        self.options = options
        self._folded = [_Folded.of(option) for option in options]
        self.rows.show(self._matching())

    def _matching(self) -> list[Option]:
        words = fold(self.query_one("#filter", LineEntry).text).split()
        found = [
            (option, folded.rank(words))
            for option, folded in zip(self.options, self._folded, strict=True)
            if all(word in folded.words for word in words)
        ]
        found.sort(key=lambda one: one[1])
        return [option for option, _rank in found]

    @property
    def remark(self) -> str:
        """What is said of what was just typed."""
        return ""

    @property
    def has_match(self) -> bool:
        """Whether there is an option to choose."""
        option = self.rows.current if self.query(Options) else None
        return option is not None and option.key is not None

    @property
    def _typed(self) -> str:
        return self.query_one("#filter", LineEntry).text.strip()

    @property
    def has_unsaved(self) -> bool:
        """Whether a text was typed that matches nothing and is too long for a search.

        It was probably meant for an article, so it is not discarded without a question.
        """
        return not self.rows.items and len(self._typed.split()) > MOST_WORDS

    @on(LineEntry.Submitted)
    def _submitted(self) -> None:
        """Take the highlighted option; where nothing matches, say so."""
        option = self.rows.current
        if option is not None and option.key is not None:
            self.take(option.key)
        elif self.options and self._typed:
            told = _("Nothing here matches “{text}”; nothing is chosen. Esc leaves.")
            self.say(told.format(text=self._typed))

    @on(Rows.Selected)
    @on(Rows.MarkPressed)
    def _clicked(self) -> None:
        option = self.rows.current
        if option is not None and option.key is not None:
            self.click(option.key)

    def action_cancel(self) -> None:
        """Leave; if what was typed matched nothing, say that nothing was chosen."""
        if self.options and self._typed and not self.rows.items and not self.has_unsaved:
            told = _("Nothing matched “{text}”, so nothing was chosen.")
            self.notify(told.format(text=self._typed), markup=False)
        super().action_cancel()

    def take(self, key: str) -> None:
        """Choose an option on Enter."""
        self.dismiss([key])

    def click(self, key: str) -> None:
        """Choose an option with the mouse."""
        self.dismiss([key])


class MultiPicker(Picker):
    """A picker of several options: Space marks one, Enter or Ctrl+S returns the marked ones.

    Enter alone returns the highlighted one, too, when nothing was marked here; both do when it was
    just found by typing: what is typed and confirmed is meant. While a word is being typed Space is
    a letter, until the cursor is moved; that is told to those who may have meant to mark.

    Args:
        needs_one: whether an answer of none would do nothing, so that it is told instead; where it
            is not set, none is an answer, as all marks may be taken off.
        others: those of `Picker`.
    """

    BINDINGS = [
        *bindings(MarkOption),
        replace(Accept.labelled(N_("Take")), show=False),  # Enter takes them, too
    ]
    MULTIPLE = True

    _is_typing = False
    """Whether the last key was one of the filter, rather than of the list."""
    _has_marked = False

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        chosen: Sequence[str] = (),
        note: str = "",
        needs_one: bool = False,
    ) -> None:
        super().__init__(title, options, chosen=chosen, note=note)
        self._needs_one = needs_one

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the space to a filter that is being typed."""
        if action == MarkOption.action:
            return self.rows.current is not None and not self._is_typing
        return super().check_action(action, parameters)

    @property
    def remark(self) -> str:
        """How to mark, where a space was typed."""
        is_after_word = self._typed and self.query_one("#filter", LineEntry).text[-1:] == " "
        return _("↓ goes to the list, where Space marks.") if is_after_word else ""

    @on(LineEntry.Changed, "#filter")
    def _filter_typed(self) -> None:
        self._is_typing = bool(self._typed)
        self.refresh_bindings()

    def action_cursor(self, step: int) -> None:
        """Go up or down, and let the space mark."""
        self._is_typing = False
        self.refresh_bindings()
        super().action_cursor(step)

    def action_mark_option(self) -> None:
        """Mark the highlighted option, or take its mark off."""
        if (option := self.rows.current) and option.key is not None:
            self.click(option.key)

    def click(self, key: str) -> None:
        """Mark an option, or take its mark off."""
        self._has_marked = True
        self.rows.chosen ^= {key}
        self.rows.refresh()

    def take(self, key: str) -> None:
        """Return the marked ones, with the highlighted one if that is meant."""
        if self._is_typing or not self._has_marked:
            self.rows.chosen |= {key}
        self._take_marked()

    def action_accept(self) -> None:
        """Return the marked ones, with the one that was just found by typing."""
        if self._is_typing:
            self._submitted()
        else:
            self._take_marked()

    def _take_marked(self) -> None:
        """Return the marked keys, in the order of the list; none only where that is an answer."""
        marked = [o.key for o in self.options if o.key and o.key in self.rows.chosen]
        if self._needs_one and not marked:
            self.say(_("Nothing is marked; Space marks the line, Esc leaves."))
        else:
            self.dismiss(marked)
