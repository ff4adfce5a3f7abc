"""The neighbourhood of an article: who cites it, what it cites, and one step further."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Change, Desk, NewsItem
from store.articles.citation_graph import Neighbourhood
from store.records import Id
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.related import OpenNode, Recentre
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import _, ngettext
from tui.widgets.check_signs import grades, signed_facts
from tui.widgets.graph import Graph
from tui.widgets.labels import joined, piece_title
from tui.widgets.preview import facts_line, notes_line, passages, text_of
from tui.widgets.terminal_safe import one_line


class NeighbourhoodScreen(Dialog[Id]):
    """Draw the pieces around one in the middle; answers the article to open."""

    BINDINGS = [CLOSE, *bindings(Recentre, OpenNode)]
    DEFAULT_CSS = """
    NeighbourhoodScreen {
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & #sides { color: $text-muted; height: 1; }
        & #detail { color: $text-muted; height: 2; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(self, desk: Desk, middle: Id) -> None:
        super().__init__(_("Map of citations"))
        self._desk = desk
        self._trail = [middle]
        """The pieces that were in the middle, the current one last."""

    def compose_body(self) -> ComposeResult:
        """Yield the drawing, and the details of the piece under the cursor."""
        yield Static(id="sides", markup=False)
        yield Graph()
        yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        """Draw, and follow the desk."""
        self.listen(self._desk.records.listen, self._desk_changed)
        self.listen(app_of(self).checking.listen, lambda: self._look(stay=True))
        self._graph.focus()
        self.call_after_refresh(self._look)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs of how an article stands, for the help."""
        return grades()

    @property
    def _graph(self) -> Graph:
        return self.query_one(Graph)

    def _desk_changed(self, change: Change) -> None:
        if change.tables & {"articles", "news"}:
            self._look(stay=True)

    def _look(self, *, stay: bool = False) -> None:
        around = self._desk.links.neighbourhood(self._trail[-1])
        title = piece_title(around.middle) if around.middle else _("(no longer on the desk)")
        self._graph.show(around, one_line(title), stay=stay)
        self.query_one("#sides", Static).update(self._sides(around))

    def _sides(self, around: Neighbourhood) -> str:
        if not around.naming and not around.named:
            return _("Nothing cites it and it cites nothing yet: Enter on a suggestion links.")
        naming, named = len(around.naming), len(around.named)
        left = ngettext("← {count} cites it", "← {count} cite it", naming).format(count=naming)
        right = ngettext("it cites {count} →", "it cites {count} →", named).format(count=named)
        return f"{left}   ·   {right}"

    @on(Graph.Highlighted)
    def _describe(self) -> None:
        if node := self._graph.current:
            today = self._desk.records.today()
            facts = signed_facts(self, self._piece, today) if self._piece else []
            words = "".join(text for text, _tone in joined(facts)) or _("only its card is left")
            self.query_one("#detail", Static).update(one_line(f"{node.title} · {words}"))

    @property
    def _piece(self) -> NewsItem | Article | None:
        """The piece under the cursor; None if it is no longer on the desk."""
        node = self._graph.current
        return self._desk.links.target(node.id) if node else None

    @on(Graph.Selected)
    def action_recentre(self) -> None:
        """Put the piece under the cursor in the middle; open the one that is there."""
        node = self._graph.current
        if node is None or self._piece is None:
            return
        if node.side == 0:
            self.action_open_node()
            return
        self._trail.append(node.id)
        self._look()

    def action_open_node(self) -> None:
        """Open an article; show a news item whole."""
        from tui.dialogs.preview import PreviewScreen

        piece = self._piece
        if isinstance(piece, Article):
            self.dismiss(piece.id)
        elif piece:
            notes = notes_line(len(self._desk.links.backlinks(piece.id)), ())
            facts = facts_line(piece, self._desk.records.today())
            parts = passages(text_of(piece), (), facts, notes)
            self.app.push_screen(PreviewScreen(_("news"), parts))

    def action_cancel(self) -> None:
        """Go back to the piece that was in the middle before; from the first, leave."""
        if len(self._trail) > 1:
            before = self._trail.pop()
            self._look()
            self._graph.go_to(before)
        else:
            super().action_cancel()
