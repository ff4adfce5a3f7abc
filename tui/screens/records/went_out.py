"""What went out, and what has changed in the article since."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from store import Desk, DeskError, LedgerEntry, PageError
from store.articles.export_report import Planned
from store.formats.registry import FORMATS, form_kept
from tui.commands import bindings
from tui.commands.history import NextMode, ReadOn, ShowUnchanged
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import _, sentence
from tui.widgets.difference import Difference
from tui.widgets.labels import when_of
from tui.widgets.terminal_safe import one_line


class WentOutScreen(Dialog[None]):
    """Show the page as it went out; where the article reads otherwise now, the difference."""

    BINDINGS = [CLOSE, *bindings(NextMode, ShowUnchanged, ReadOn)]
    DEFAULT_CSS = """
    WentOutScreen {
        & #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & KeyLine { margin-top: 0; }
        & #between { height: 1; color: $text-muted; }
        & Difference { height: 1fr; }
    }
    """

    def __init__(self, desk: Desk, entry: LedgerEntry) -> None:
        super().__init__(_("Went out: {title}").format(title=entry.headline))
        self._desk = desk
        self._entry = entry
        self._form = form_kept(entry.form)

    def compose_body(self) -> ComposeResult:
        """Yield what is compared, and the difference."""
        yield Static(id="between", markup=False)
        yield Difference(id="difference")

    def on_mount(self) -> None:
        """Show what there is."""
        difference = self.query_one(Difference)
        time = when_of(self._entry.at, self._desk.records.now())
        try:
            out = self._form.shown(self._desk.ledger.page_of(self._entry))
            now = self._text_now()
        except DeskError as error:
            difference.show_sentence(sentence(error))
            return
        caption = _("As it went out {time}")
        if now not in (None, out):
            caption = _("What has changed since it went out {time}")
            difference.show(out, now or "", time, _("now"))
        else:
            difference.whole = True
            difference.show(out, out, "", time)
        self.query_one("#between", Static).update(one_line(caption.format(time=time)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what shows something else."""
        difference = next(iter(self.query(Difference)), None)
        return difference is None or difference.shows_more_by(action)

    def _text_now(self) -> str | None:
        """Return what would go out now; None where article or export template are gone."""
        article = self._desk.articles.get(self._entry.piece)
        if article is None or self._form.format not in FORMATS:
            return None
        bulk, path = self._desk.articles.bulk, Path(self._entry.file)
        try:
            made = bulk.make(Planned(article, path), self._form, self._entry.channel)
        except PageError:  # a photo is gone, say: the text can be compared all the same
            out = bulk.outgoing(article, self._entry.channel)
            return self._form.shown(self._form.written(out))
        return self._form.shown(made.page if made.kept is None else made.kept)

    def action_next_mode(self) -> None:
        """Show the difference in the next mode."""
        self.query_one(Difference).next_mode(self.size.width)

    def action_show_unchanged(self) -> None:
        """Show unchanged paragraphs, or fold them."""
        difference = self.query_one(Difference)
        difference.whole = not difference.whole

    def action_read_on(self) -> None:
        """Go one screen down, or back to the start."""
        self.query_one(Difference).read_on()
