"""The page of the open article as it would go out now."""

from __future__ import annotations

from functools import lru_cache

from store import Article, PageError
from store.articles.page_format import write_page
from store.articles.page_mapping import page_of
from tui.i18n import _, sentence
from tui.widgets.text_view import Sheet, wrapped


class PageView(Sheet):
    """Shows the page, or why it cannot be written; what it shows is set by `follow`."""

    TONES = "page"
    COMPONENT_CLASSES = {"page--warn"}
    DEFAULT_CSS = """
    PageView {
        display: none; width: 1fr; padding: 0 1;
        border: round $border; border-title-color: $text-muted;
        &:focus { border: round $primary; }
        & > .page--warn { color: $text-error; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="page")
        self.border_title = _("The page as it goes out")
        self.is_wanted = False
        """Whether the user wants to see it."""
        self._text, self._tone_of_text = "", ""
        self._wrapped = lru_cache(2_000)(self._wrap)
        """Typing changes one paragraph: the others are not wrapped again."""

    def follow(self, article: Article, place: float) -> None:
        """Show the page of an article, scrolled to `place`: 0 for its start, 1 for its end."""
        try:
            page = write_page(page_of(article)).decode("utf-8-sig")
            self._text, self._tone_of_text = page.replace("\r\n", "\n"), ""
        except PageError as error:
            self._text, self._tone_of_text = sentence(error), "warn"
        self.lay_out()
        self.scroll_to(y=round(place * self.max_scroll_y), animate=False)

    def _wrap(self, line: str, tone: str, width: int) -> list[list[tuple[str, str]]]:
        return wrapped([(line, tone)], width, self.app.console)

    def lay_out(self) -> None:
        """Wrap the page."""
        if width := self.text_width:
            lines = self._text.split("\n")
            tone = self._tone_of_text
            self.put([part for line in lines for part in self._wrapped(line, tone, width)])
