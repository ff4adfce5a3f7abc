"""A rule tried on its own examples, and on texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from store.article_parts import FactUse
from store.articles.fact_uses import used
from store.articles.page_format import Card, Page
from store.campaign_records import Document, Fact
from store.campaigns.documents import kind_of
from store.copydesk.checker import Checker, Flag
from store.copydesk.kinds import Substitution
from store.copydesk.manuscript import Known, Manuscript, Part, Scope, of_page, with_photos
from store.copydesk.rule import Example, Rule
from store.errors import N_, Finding, finding

_MISSES: Final = N_("the rule “{rule}” finds nothing in “{text}”")
_FIRES: Final = N_("the rule “{rule}” finds “{words}” in “{text}”, which is right")
_SHOWN: Final = 80


class _Sample:
    """The archive of an example."""

    size = 10_000

    def __init__(self, pairs: dict[str, int]) -> None:
        self._pieces = {"": self.size, **pairs}
        for pair, pieces in pairs.items():
            for word in pair.split():
                self._pieces[word] = max(self._pieces.get(word, 0), pieces)

    def seen(self, row: str) -> int:
        """Return in how many pieces a row of words stands."""
        return self._pieces.get(row, 0)

    surely_seen = seen


class Hit(Struct, frozen=True):
    """Something that a rule has found in a text."""

    name: str
    """Of the text."""
    words: str
    """What is flagged, in brackets, with the words around."""


class Tried(Struct):
    """How a rule has done on texts."""

    rule: str
    places: int = 0
    hits: list[Hit] = []
    """One for each matter that it has found."""

    @property
    def names(self) -> set[str]:
        """Return the names of the texts in which it has found something."""
        return {hit.name for hit in self.hits}


def failures(rule: Rule) -> Iterator[Finding]:
    """Yield the examples that a rule does not live up to."""
    checker = Checker([switched_on(rule)])
    wrong: list[str | Example] = [*rule.wrong]
    if isinstance(rule, Substitution):
        wrong += rule.swap
    for example in wrong:
        if not checker.check(manuscript_of(example, rule)):
            yield finding(_MISSES, rule=rule.id, text=_shown(example))
    for example in rule.right:
        for flag in checker.check(manuscript_of(example, rule)):
            yield finding(_FIRES, rule=rule.id, words=flag.words, text=_shown(example))


def switched_on(rule: Rule) -> Rule:
    """Return a rule that is not off."""
    return replace(rule, off=False)


def manuscript_of(example: str | Example, rule: Rule) -> Manuscript:
    """Return the text of an example; a plain one stands in the first part the rule looks at."""
    if isinstance(example, str):
        scope = rule.scope[0] if rule.scope else Scope.BODY
        return Manuscript((Part(scope, scope, example),))
    paragraphs = [part for part in (example.lead, example.body) if part]
    page = Page(
        headline=example.headline,
        byline=example.byline,
        body="\n\n".join(paragraphs),
        signoff=example.signoff,
        cards=tuple(Card("", "", text) for text in example.cards),
    )
    register = [
        Document(kind=kind_of(number), number=number, issued=day)
        for number, day in example.documents.items()
    ]
    facts = [
        Fact(campaign="", key=key, value=value.partition(" ")[0], unit=value.partition(" ")[2])
        for key, value in example.facts.items()
    ]
    archive = _Sample(example.archive) if example.archive else None
    known = Known(
        tuple(register),
        facts=tuple(facts),
        master=example.master,
        slogan=example.slogan,
        uses=tuple(_use(key, words) for key, words in example.used.items()),
        archive=archive,
    )
    made = replace(of_page(page, is_version=bool(example.master)), known=known)
    return with_photos(made, example.photos)


def _use(key: str, text: str) -> FactUse:
    before, _mark, rest = text.partition("[")
    words, _mark, after = rest.partition("]")
    whole = before + words + after
    fact = Fact(campaign="", key=key, value=words)
    return used(fact, "body", whole, len(before), len(before) + len(words))


def tried(rules: Iterable[Rule], texts: Iterable[tuple[str, Manuscript]]) -> list[Tried]:
    """Return how rules do on texts, those that are off included; the busiest come first.

    Args:
        rules: what is tried.
        texts: what they are tried on, each with its name.
    """
    checker = Checker(map(switched_on, rules))
    found: dict[str, Tried] = {}
    for name, text in texts:
        for flag in checker.check(text):
            one = found.setdefault(flag.rule, Tried(flag.rule, hits=[]))
            one.places += len(flag.places)
            one.hits.append(Hit(name, around(text, flag)))
    return sorted(found.values(), key=lambda one: -len(one.hits))


def around(text: Manuscript, flag: Flag, reach: int = 30) -> str:
    """Return the first place of a flag with the words around it, in one line."""
    place = flag.places[0]
    for part in text.parts:
        start, end = place.start - part.start, place.end - part.start
        if part.field == place.field and start >= 0 and end <= len(part.text):
            end = min(end, start + 4 * reach)
            piece = part.text[max(0, start - reach) : start], part.text[end : end + reach]
            return " ".join(f"{piece[0]}[{part.text[start:end]}]{piece[1]}".split())
    return flag.words


def _shown(example: str | Example) -> str:
    text = example if isinstance(example, str) else example.headline or example.lead or example.body
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
