"""What the copy desk has found in every article, found out in the background and kept.

Each result has a key: a digest of all that the check has looked at, the rules included. What
changes makes the keys of the articles due that it may concern; only where a key is another one is
the article checked again. The results are kept in the index (`store.search.kept_checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from store._version import __version__
from store.article_parts import Block
from store.campaign_records import Campaign
from store.campaigns.counted import Item, Number
from store.desk.copy_desk import CopyDesk
from store.desk.gates import WITH_EDITOR
from store.desk.kept_results import KeptResults
from store.desk.record_store import Change
from store.desk.search import Search
from store.desk.unit_of_work import UnitOfWork
from store.digests import blake2b
from store.errors import N_, finding
from store.records import NO_LONGER_WORKED_ON, Article, Id, changed

if TYPE_CHECKING:
    from store.copydesk.checker import Checker
    from store.copydesk.manuscript import Manuscript
    from store.copydesk.verdict import Result, Verdict

Progress = Callable[[int, int], None]

_FORMAT: Final = 2
"""Of what is kept, and of the checks where neither the rules nor the version tell."""

_KEPT_EVERY: Final = 2.0
"""Seconds of work that a process which is killed may lose."""

_PARAGRAPHS: Final = 20
"""The most paragraphs of which something is kept."""

_WHY: Final = {
    "blocked": N_("blocked"),
    "warned": N_("with warnings"),
    "clean": N_("clean"),
}
"""Why an article does not count (`Grade`); message ids."""
_UNKNOWN: Final = N_("not checked yet")
_OVER: Final = N_("no longer worked on")


class _StoppedError(Exception):
    """The work is not to go on."""


class Verdicts:
    """What is found in the articles of a desk; one thread at a time checks them.

    Args:
        work: the desk.
        copy_desk: the rules, and the texts as they are checked.
        search: has the index in which the results are kept.
    """

    def __init__(self, work: UnitOfWork, copy_desk: CopyDesk, search: Search) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self._copy_desk = copy_desk
        self._search = search
        self._known: dict[Id, tuple[Article, Verdict]] = {}
        self._alike: dict[Verdict, Verdict] = {}
        """Each of these verdicts once: most articles stand like many others."""
        self._due: dict[Id, None] = {}
        """The articles of which it is not known whether anything has changed."""
        self._wanted: dict[Id, None] = {}
        """Those that come first."""
        self._day: date | None = None
        """The day by which the facts held; None before the first look."""
        self._grown = 0
        """How far the archive had grown then, where a rule asks it."""
        self._kept = KeptResults(work.store, search)
        self._written_at = 0.0
        self._checking = Lock()
        self.is_closed = False
        """Whether nothing is looked at any more."""
        self._go_on: Callable[[], bool] = lambda: True
        self._rules_read = copy_desk.rules_read
        self._digested = -1, b""
        """How many rules there are, and the digest of them."""
        work.listen(self._changed)

    # ------------------------------------------------------------------ what is known

    def of(self, article: Article) -> Verdict | None:
        """Return what was found in an article as it is on the desk; None if it is not known."""
        known = self._known.get(article.id)
        return known[1] if known and known[0] is article else None

    def look_at(self, articles: Iterable[Article]) -> list[tuple[Article, Verdict]]:
        """Return how articles stand, checking those of which it is not known; for a script, as it
        waits for all of them.
        """
        wanted = tuple(articles)
        for article in wanted:
            self.want(article)
        self.check_wanted()
        return [(one, verdict) for one in wanted if (verdict := self.of(one))]

    @property
    def due(self) -> int:
        """How many articles are to be looked at."""
        return len(self._due) if self._is_of_now else len(self._articles)

    @property
    def _is_of_now(self) -> bool:
        """Whether what is known was found by the rules, the facts and the archive of now."""
        is_by_rules = self._rules_read == self._copy_desk.rules_read
        if not is_by_rules or self._day != self._work.today():
            return False
        checker: Checker | None = self.__dict__.get("_checker")  # else the rules are read for it
        return checker is None or self._grown == checker.growth(self._search.archive())

    def counted(self, campaign: Campaign, grade: str) -> Number:
        """Return how many articles of a campaign that are worked on stand so (`Grade`)."""
        own = self._store.naming(Article, campaign.id)
        return Number(tuple(self._item(one, grade) for one in own))

    def _item(self, article: Article, grade: str) -> Item:
        verdict = self.of(article)
        why = _WHY[verdict.grade] if verdict else _UNKNOWN
        if article.status in NO_LONGER_WORKED_ON:
            why = _OVER
        elif verdict and verdict.grade == grade:
            return Item(records=(article.id,))
        return Item(records=(article.id,), why=finding(why))

    def want(self, article: Article) -> bool:
        """Have an article looked at before all others; return whether it is due."""
        is_due = not self._is_of_now or article.id in self._due
        if is_due and not self.is_closed:
            self._wanted[article.id] = None
        return is_due and not self.is_closed

    def look_at_files(self) -> None:
        """Have the articles with photos looked at again: nothing tells of a file that changes."""
        if self._day is not None:  # else all are due
            self._due.update((one.id, None) for one in tuple(self._articles) if one.photos)

    @property
    def is_wanted(self) -> bool:
        """Whether there are articles that come first."""
        return bool(self._wanted)

    def _changed(self, change: Change) -> None:
        """Have the articles looked at that a change may concern."""
        if self._day is None:  # all are
            return
        concerned: set[Id] = set()
        if "articles" in change.tables:
            versions = self._store.naming(Article, *change.ids)
            concerned |= {one.id for one in versions if one.master in change.ids}
            concerned |= {one for one in change.ids if one in self._articles or one in self._known}
        if "campaigns" in change.tables:
            concerned |= {one.id for one in self._store.naming(Article, *change.ids)}
        if "facts" in change.tables:
            concerned |= {one.id for one in self._articles if one.campaign}
        for one in concerned:
            self._due[one] = None
            self._known.pop(one, None)

    # ------------------------------------------------------------------ checking

    def check_wanted(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """Look at the articles that are wanted; as `check_all`."""
        return self._check(go_on, lambda: self._first())

    def check_all(
        self,
        go_on: Callable[[], bool] = lambda: True,
        progress: Progress = lambda _done, _total: None,
    ) -> int:
        """Check the articles that have changed since they were checked, in any thread.

        Those that are wanted come first, then those that are worked on, the last changed before
        the others. However this ends, the next call goes on from there.

        Args:
            go_on: called before each rule; may wait there, and returns whether to go on.
            progress: called after each article with how many are known, and how many there are.

        Returns:
            how many were checked; of the others nothing had changed.
        """
        return self._check(go_on, lambda: self._in_order(progress))

    def _check(self, go_on: Callable[[], bool], articles: Callable[[], Iterator[bool]]) -> int:
        with self._checking, self._kept.asked():
            self._go_on = go_on
            self._begin()
            checked = 0
            try:
                for was_checked in articles():
                    checked += was_checked
            except _StoppedError:
                pass
            finally:
                self._keep()
            return checked

    def _begin(self) -> None:
        """Have all articles looked at by other rules, after the archive has grown, or on another
        day: facts may hold no longer.
        """
        if not self._is_of_now:
            self._rules_read, self._day = self._copy_desk.rules_read, self._work.today()
            self.__dict__.pop("_checker", None)
            self._digested = -1, b""
            self._grown = self._checker.growth(self._search.archive())
            self._due.update((article.id, None) for article in tuple(self._articles))
            self._known.clear()

    def _in_order(self, progress: Progress) -> Iterator[bool]:
        """Look at all that are due, first at those of which something is kept."""
        is_first = True
        while due := list(self._due):
            articles = [one for one in map(self._articles.get, due) if one]
            for gone in self._due.keys() - {one.id for one in articles}:
                self._look(gone)
            articles.sort(key=changed, reverse=True)
            articles.sort(key=lambda one: one.status in NO_LONGER_WORKED_ON)
            if is_first:
                self._confirm(articles, progress)
            is_first = False
            for article in articles:
                yield from self._first()
                if article.id in self._due:
                    yield self._look(article.id)
                    progress(len(self._articles) - len(self._due), len(self._articles))

    def _confirm(self, articles: list[Article], progress: Progress) -> None:
        """Look at those of which what is kept is right still: 0.3 ms for each, with 300 facts."""
        for article in articles:
            self._look(article.id, may_check=False)
        progress(len(self._articles) - len(self._due), len(self._articles))

    def _first(self) -> Iterator[bool]:
        """Look at those that are wanted."""
        while self._wanted:
            one = next(iter(self._wanted))
            if one in self._due:
                yield self._look(one)
            self._wanted.pop(one, None)

    def _look(self, one: Id, *, may_check: bool = True) -> bool:
        """Find out how an article stands, and return whether it was checked for it.

        It is due no longer from before it is read: what changes meanwhile makes it due again.
        """
        from store.copydesk.verdict import Result

        self._rest()
        self._due.pop(one, None)
        article = self._articles.get(one)
        if article is None:
            self._known.pop(one, None)
            return False
        kept = self._kept.of(one)
        if kept is None and not may_check:
            self._due[one] = None
            return False
        manuscript = self._copy_desk.manuscript(article)
        found: Result | None = None
        if kept and kept[0] == self._key(article, manuscript):
            with suppress(msgspec.MsgspecError, UnicodeDecodeError):  # damaged
                found = msgspec.json.decode(kept[1], type=Result)
        is_known = found is not None
        if found is None and not may_check:
            self._due[one] = None
            return False
        if found is None:
            found = self._checked(article, manuscript)
        if one not in self._due:
            verdict = _verdict(article, found)
            self._known[one] = article, self._alike.setdefault(verdict, verdict)
        return not is_known

    def _checked(self, article: Article, manuscript: Manuscript) -> Result:
        from store.copydesk.ignoring import parted
        from store.copydesk.verdict import result_of

        try:
            flags = self._checker.check(manuscript)
        except _StoppedError:
            self._due[article.id] = None
            raise
        found = result_of(parted(flags, manuscript, article.ignored)[0])
        # By the rules that were not left out meanwhile, since they take too long.
        self._kept.put(article.id, (self._key(article, manuscript), msgspec.json.encode(found)))
        if monotonic() - self._written_at > _KEPT_EVERY:
            self._keep()
        return found

    def _rest(self) -> None:
        have_changed = self._rules_read != self._copy_desk.rules_read
        if self.is_closed or have_changed or not self._go_on():
            raise _StoppedError

    @cached_property
    def _checker(self) -> Checker:
        """A checker of its own: that of `CopyDesk` has the paragraphs which are being edited.

        It keeps next to none: two articles share few, and each pause would collect garbage there.
        """
        from store.copydesk.checker import Checker

        return Checker(self._copy_desk.rules, self._rest, most_kept=_PARAGRAPHS)

    def _key(self, article: Article, manuscript: Manuscript) -> bytes:
        """Return the digest of all that a check looks at."""
        # Without the archive, of which reminders come: it grows with each article (`_grown`).
        known = replace(manuscript.known, archive=None)
        # A text that msgspec encodes has its UTF-8 beside it from then on: twice the memory.
        texts = "\0".join(part.text for part in manuscript.parts)
        parts = [replace(part, text="") for part in manuscript.parts]
        looked_at = _encoded((parts, known, article.ignored))
        looked_at += texts.encode(errors="surrogatepass")
        return blake2b(looked_at, digest_size=16, key=self._key_of_rules).digest()

    @property
    def _key_of_rules(self) -> bytes:
        rules = self._checker.rules
        if self._digested[0] != len(rules):
            looked_at = _encoded((_FORMAT, __version__, self._grown, rules))
            self._digested = len(rules), blake2b(looked_at, digest_size=32).digest()
        return self._digested[1]

    def _keep(self) -> None:
        self._written_at = monotonic()
        if not self.is_closed:
            self._kept.write()

    def close(self) -> None:
        """Keep what was found, and end what is under way."""
        self._keep()
        self.is_closed = True
        self._wanted.clear()


def _encoded(what: object) -> bytes:
    return msgspec.json.encode(what, enc_hook=repr)


def _verdict(article: Article, found: Result) -> Verdict:
    from store.articles.export import lacking
    from store.articles.letting_pass import who_let_pass
    from store.copydesk.verdict import Verdict

    is_with_editor = article.status in WITH_EDITOR
    missing = map(Block, lacking(article) if is_with_editor else ())  # a writer knows
    every = (*found.blocks, *missing)
    let_pass = sum(who_let_pass(article, block) is not None for block in every)
    blocks = len(every) - let_pass
    return Verdict(
        blocks,
        sum(found.warnings.values()),
        sum(found.reminders.values()) + let_pass,
        let_pass,
        is_held=blocks > 0 and is_with_editor,
    )
