"""A preview of the article under the cursor: facts, tags, related news and text."""

from __future__ import annotations

from typing import Final

from store import Article, Campaign
from store.campaigns.tags import tags_of
from store.text import count_words, show_day_short
from tui.app_context import app_of
from tui.i18n import _
from tui.widgets.comment_words import comments_of
from tui.widgets.highlighted_text import MarkedText, Passage
from tui.widgets.labels import cited, photos_of, sources_of, status_name, title_of, words_of
from tui.widgets.step_words import steps_told

MOST_SHOWN: Final = 4_000
"""The most characters of a text: more than a screen, and little enough to wrap at each key."""


class ArticlePreview(MarkedText):
    """An article to glance at."""

    DEFAULT_CSS = """
    ArticlePreview { padding: 0 1; }
    """

    def show_article(self, article: Article) -> None:
        """Show an article from its start."""
        desk = app_of(self).desk
        related = [f"{place} {link.headline}" for place, link in enumerate(article.links, 1)]
        told = [
            Passage(title_of(article), (), "title"),
            Passage(self._facts(article), (), "dim"),
            Passage(steps_told(article, desk.records.now()), (), "dim"),
            Passage(_tags(article, desk.campaigns.get(article.campaign)), (), "dim"),
        ]
        if related:
            told += [
                Passage(""),
                Passage(_("Linked ({count})").format(count=len(related)), (), "title"),
                *map(Passage, related),
            ]
        told = [passage for passage in told if passage.text or not passage.tone]
        text = article.body[:MOST_SHOWN]
        cut = "…" if len(article.body) > MOST_SHOWN else ""
        self.show([*told, Passage(""), *(Passage(line) for line in f"{text}{cut}".split("\n"))])

    def _facts(self, article: Article) -> str:
        desk = app_of(self).desk
        today = desk.records.today()
        due = _("due {day}").format(day=show_day_short(article.due, today)) if article.due else ""
        words = words_of(count_words(article.body))
        facts = (
            *(status_name(article.status), due, words, article.byline),
            sources_of(article) if article.sources else "",
            comments_of(article),
            photos_of(article) if article.photos else "",
            cited(len(desk.links.backlinks(article.id))),
        )
        return " · ".join(filter(None, facts))


def _tags(article: Article, campaign: Campaign | None) -> str:
    return " · ".join(filter(None, (campaign.name if campaign else "", *tags_of(article))))
