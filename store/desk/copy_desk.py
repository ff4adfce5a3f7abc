"""The copy desk of a newsroom: its rules, and what they find in its articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace

from store.articles.page_format import Page
from store.articles.photos import Sighting
from store.campaign_records import Campaign, Fact
from store.desk.facts import Facts
from store.desk.photos import Photos
from store.desk.record_store import Change
from store.desk.search import Search
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, Finding, ReadOnlyError
from store.records import Article, Id
from store.text import identity

if TYPE_CHECKING:
    from store.copydesk.agreement import Matter
    from store.copydesk.checker import Checker, Flag
    from store.copydesk.ignoring import Checked
    from store.copydesk.manuscript import Manuscript
    from store.copydesk.rule import Rule
    from store.copydesk.tallies import Tally

_MOST_KEPT: Final = 20_000
"""The most articles of which it is kept what blocks them: some hundred bytes each."""


class _Given(NamedTuple):
    """What a check of an article looks at."""

    article: Article
    campaign: Campaign | None
    facts: tuple[Fact, ...]
    master: Article | None
    photos: tuple[Sighting, ...] = ()
    """Its photos with what was found of their files."""

    def manuscript(self, search: Search) -> Manuscript:
        from store.copydesk.manuscript import of_article, with_archive

        own = (self.article.id, *([self.master.id] if self.master else []))
        return with_archive(of_article(*self), search.archive(own))

    def checked(self, checker: Checker, search: Search, *, confirms: bool = True) -> Checked:
        from store.copydesk.ignoring import checked

        return checked(self.article, self.manuscript(search), checker, confirms=confirms)


class _Ruled:
    """Rules as they were read, and what checks by them; all of it goes when one is changed."""

    def __init__(self, rules: Sequence[Rule], faults: Sequence[Finding]) -> None:
        from store.copydesk.checker import Checker
        from store.copydesk.rule import Severity

        self.rules = list(rules)
        self.faults = list(faults)
        self.checker = Checker(rules)
        self.blocking = Checker(rule for rule in rules if rule.severity is Severity.BLOCK)
        self.lock = Lock()
        """What a checker keeps of paragraphs is for one thread at a time."""
        self.blocks: dict[Id, tuple[tuple[_Given, int], list[Flag]]] = {}
        """What blocks the articles, and what was looked at for it."""


class CopyDesk:
    """Checks articles of a desk, or what is typed into them; any thread may check.

    Args:
        work: the desk.
        facts: the fact sheets that the articles must agree with.
        photos: the photo sheets of the articles.
        search: which words stand side by side on the desk.
        rules: the folder with the rules of the desk, which add to ours and change them.
    """

    def __init__(
        self, work: UnitOfWork, facts: Facts, photos: Photos, search: Search, rules: Path | None
    ) -> None:
        self._articles = work.store.of(Article)
        self._campaigns = work.store.of(Campaign)
        self._facts = facts
        self._photos = photos
        self._search = search
        self._folder = rules
        self._today = work.today
        self._sheets: dict[Id, tuple[date, tuple[Fact, ...]]] = {}
        """The facts of each campaign that hold on a day: a sheet is sorted when it is asked for."""
        self._read: _Ruled | None = None
        self._reading = Lock()
        """Held for no longer than it takes to put the rules in their place."""
        self.rules_read = 0
        """How often the rules were read anew, since something was changed of them."""
        work.listen(self._changed)

    def _changed(self, change: Change) -> None:
        """Forget what was found where what the texts must agree with has changed."""
        if "facts" in change.tables:
            self._sheets = {}  # a thread that is sorting one puts it in the old one
        if self._read and change.tables & {"campaigns", "facts"}:
            self._read.blocks = {}

    @property
    def is_ready(self) -> bool:
        """Whether our rules have been read, which takes half a second."""
        rules = sys.modules.get("store.copydesk.rule_files")
        # It has no names yet while another thread is reading it.
        read = getattr(rules, "built_in", None)
        return read is not None and read.cache_info().currsize > 0

    @property
    def faults(self) -> list[Finding]:
        """What is wrong in the files of rules, and the rules that took too long."""
        ruled = self._ruled()
        return [*ruled.faults, *ruled.checker.faults]

    @property
    def rules(self) -> list[Rule]:
        """Our rules and those of the desk, with what it has changed of them."""
        return self._ruled().rules

    def tallies(self) -> dict[str, Tally]:
        """Return how often each rule was followed in the articles, and how often ignored."""
        from store.copydesk.tallies import tallies

        return tallies(self._articles)

    def change_rule(self, rule: str, **changes: Any) -> None:
        """Switch a rule off or on, or change how much it weighs, for all checks from now on.

        Args:
            rule: its id.
            changes: `off` or `severity`.

        Raises:
            FileError: the file of what is changed cannot be read or written; nothing has changed.
        """
        from store.copydesk.rule_choices import change

        if self._folder is None:
            raise ReadOnlyError(N_("There is no folder for rules; nothing can be changed of them."))
        change(self._folder, rule, **changes)
        with self._reading:  # a check that is under way ends by the rules of before
            self._read = None
            self.rules_read += 1

    def manuscript(self, article: Article) -> Manuscript:
        """Return an article as it is checked."""
        look = self._photos.look_later(article)
        return self._given(article)._replace(photos=look()).manuscript(self._search)

    def manuscript_of_page(self, page: Page, campaign: Campaign | None = None) -> Manuscript:
        """Return the text of a file as it is checked: held against what an article would be.

        Args:
            page: the text in its parts.
            campaign: what it must agree with; None for that of the article with its headline, if
                there is one.
        """
        from store.copydesk.manuscript import known_of, of_page, with_archive

        own = self._of_headline(page)
        given = self._given(own[0] if own else Article())
        if campaign not in (None, given.campaign):
            given = self._given(Article())
        campaign = campaign or given.campaign
        known = known_of(given.article, campaign, self._holding(campaign), given.master)
        made = replace(of_page(page, is_version=given.master is not None), known=known)
        return with_archive(made, self._search.archive([one.id for one in own]))

    def _of_headline(self, page: Page) -> list[Article]:
        """Return the articles with the headline of a page, first that with its text or a master."""
        headline, body = identity(page.headline), identity(page.body)
        same = (one for one in self._articles if identity(one.headline) == headline)
        return sorted(
            same if headline else (),
            key=lambda one: (identity(one.body) != body, one.master is not None),
        )

    def checked(self, article: Article) -> Checked:
        """Return what is found in an article."""
        return self.check_later(article)()

    def check_later(self, article: Article) -> Callable[[], Checked]:
        """Return the check of an article, which reads nothing of the desk any more."""
        given, look = self._given(article), self._photos.look_later(article)

        def check() -> Checked:
            seen = given._replace(photos=look())
            ruled = self._ruled()
            with ruled.lock:
                return seen.checked(ruled.checker, self._search)

        return check

    def blocking(self, article: Article) -> list[Flag]:
        """Return what is found in an article that blocks it; that takes half a millisecond."""
        return self.blocking_later(article)()

    def blocking_later(self, article: Article) -> Callable[[], list[Flag]]:
        """Return the check for what blocks it, which reads nothing of the desk any more."""
        given, look = self._given(article), self._photos.look_later(article)

        def check() -> list[Flag]:
            seen = given._replace(photos=look())
            ruled = self._ruled()
            with ruled.lock:
                blocks = ruled.blocks
                known = blocks.pop(article.id, None)
                looked_at = seen, ruled.blocking.growth(self._search.archive())
                if known is None or known[0] != looked_at:
                    flags = seen.checked(ruled.blocking, self._search, confirms=False).flags
                    known = looked_at, flags
                blocks[article.id] = known  # the last one used is the last one to go
                if len(blocks) > _MOST_KEPT:
                    del blocks[next(iter(blocks))]
                return known[1]

        return check

    def agreement_later(self, articles: Iterable[Article]) -> Callable[[], list[Matter]]:
        """Return what makes the table of all that articles say, contradictions first.

        It reads nothing of the desk any more; half a second for 200 articles.
        """
        given = [self._given(article) for article in articles]

        def read() -> list[Matter]:
            from store.copydesk.agreement import Text, table
            from store.copydesk.checker import Checker
            from store.copydesk.rule_files import of_agreement

            checker = Checker(rule for rule in self.rules if rule.id in of_agreement())
            return table(
                (Text(one.article, one.manuscript(self._search)) for one in given), checker
            )

        return read

    def agreement(self, articles: Iterable[Article]) -> list[Matter]:
        """Return the table of all that articles say, contradictions first."""
        return self.agreement_later(articles)()

    def _given(self, article: Article) -> _Given:
        campaign = self._campaigns.get(article.campaign)
        master = self._articles.get(article.master)
        return _Given(article, campaign, self._holding(campaign), master)

    def _holding(self, campaign: Campaign | None) -> tuple[Fact, ...]:
        if campaign is None:
            return ()
        sheets, today = self._sheets, self._today()
        known = sheets.get(campaign.id)
        if known is None or known[0] != today:
            known = sheets[campaign.id] = today, self._facts.holding(campaign)
        return known[1]

    def _ruled(self) -> _Ruled:
        """Return the rules that hold now; any thread may be the one that reads them."""
        from store.copydesk.rule_files import built_in, of_folder  # their patterns take long

        while (ruled := self._read) is None:
            asked = self.rules_read
            ruled = _Ruled(*(of_folder(self._folder) if self._folder else (built_in(), ())))
            with self._reading:
                if self._read is None and self.rules_read == asked:
                    self._read = ruled
        return ruled
