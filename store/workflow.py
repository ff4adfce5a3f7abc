"""The way of an article through the desk (quy trình): its steps, and what stands in their way.

The steps are a table, and so are the gates in front of a status: functions of the article and of
what the copy desk has found in it, whose words can be shown before a step is taken. Nothing here
changes an article (`store.desk.workflow` does).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import pairwise
from textwrap import shorten
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from store.article_parts import Block, Override
from store.articles.export import lacking
from store.articles.letting_pass import who_let_pass
from store.articles.place_names import place_name
from store.copydesk.checker import Flag
from store.copydesk.rule import Severity
from store.errors import N_, Finding, Findings, finding
from store.records import Article, Status


class Move(StrEnum):
    """What kind of step it is."""

    FORWARD = "forward"
    RETURN = "return"
    """Back to the writer, with a note."""
    REOPEN = "reopen"
    """Back to the editor."""
    CANCEL = "cancel"
    RESUME = "resume"
    LEDGER = "ledger"
    """Only what is written into the ledger takes it, no hand."""
    WITHDRAW = "withdraw"
    """Out no longer; the ledger says so as well."""


class Role(StrEnum):
    """Who takes a step by the rules of the house.

    It is told, not enforced: a desk knows no accounts. Who has taken it is kept (`Article.taken`).
    """

    WRITER = "writer"
    EDITOR = "editor"
    APPROVER = "approver"
    LEDGER = "ledger"


class Stop(Struct, frozen=True):
    """Something that stands in the way of a step, and how firmly."""

    severity: Severity
    found: Finding
    flag: Flag | None = None
    """The one of the copy desk that it tells."""
    let_pass: Override | None = None
    """Who has let it pass before, which makes it a reminder."""
    count: int = 1
    """How many things it tells."""

    @property
    def block(self) -> Block:
        """What is kept of it where somebody lets it pass."""
        if self.flag is None:
            return Block(self.found.message)
        return self.flag.block


class Ready(Struct, frozen=True):
    """What gates look at: an article, and what was found in it."""

    article: Article
    flags: tuple[Flag, ...] = ()
    """Of the copy desk."""
    over: tuple[Finding, ...] = ()
    """Where it is over the limits of its channel (`Versions.findings`)."""


_LONGEST: Final = 80
"""The most characters of flagged words that are told."""

Gate = Callable[[Ready], Iterable[Stop]]


def text_is_there(ready: Ready) -> Iterator[Stop]:
    """Block what has no text, no headline, or has not been read as a page."""
    for message in lacking(ready.article):
        yield Stop(Severity.BLOCK, finding(message))


def copy_desk_is_content(ready: Ready) -> Iterator[Stop]:
    """Say what the copy desk has found: each thing that blocks, and how many others.

    What was let pass blocks here too: `stops` weighs it, like any other block.
    """
    counts = Counter(flag.severity for flag in ready.flags if not flag.let_pass)
    for flag in ready.flags:
        if flag.severity is Severity.BLOCK or flag.let_pass:
            yield Stop(Severity.BLOCK, _told(ready.article, flag), flag)
    for severity, message in (
        (Severity.WARNING, N_("warnings of the copy desk: {count}")),
        (Severity.REMINDER, N_("reminders of the copy desk: {count}")),
    ):
        if counts[severity]:
            count = counts[severity]
            yield Stop(severity, finding(message, count=count), count=count)


def _told(article: Article, flag: Flag) -> Finding:
    """Return what is flagged and where: the message of the rule, with the words if it has none."""
    place = place_name(article, flag.places[0].field, flag.places[0].start)
    words = shorten(flag.words, _LONGEST, placeholder=" …")
    is_told = bool(words) and words.isprintable() and not (words in flag.vi and words in flag.en)
    return finding(
        N_("{found}: “{words}” ({place})") if is_told else N_("{found} ({place})"),
        found=flag.said,
        words=words,
        place=Findings([place]),
    )


def channel_has_room(ready: Ready) -> Iterator[Stop]:
    """Warn of what is over the limits of the channel."""
    for over in ready.over:
        yield Stop(Severity.WARNING, over)


def sources_are_named(ready: Ready) -> Iterator[Stop]:
    """Remind of an empty source sheet; a version stands on that of its master."""
    if not ready.article.sources and ready.article.master is None:
        yield Stop(Severity.REMINDER, finding(N_("its source sheet is empty")))


class Step(Struct, frozen=True):
    """A step from one status to another."""

    start: Status
    end: Status
    by: Role
    move: Move = Move.FORWARD


WAY: Final = (
    *(Status.IDEA, Status.ASSIGNED, Status.WRITING, Status.TO_EDIT, Status.EDITING),
    *(Status.TO_APPROVE, Status.APPROVED, Status.EXPORTED),
)
"""The statuses in the order of the work."""

_READ: Final = (text_is_there,)
_CHECKED: Final = (text_is_there, copy_desk_is_content, channel_has_room, sources_are_named)
GATES: Final[Mapping[Status, tuple[Gate, ...]]] = {
    **dict.fromkeys((Status.TO_EDIT, Status.EDITING), _READ),
    **dict.fromkeys((Status.TO_APPROVE, Status.APPROVED, Status.EXPORTED), _CHECKED),
}
"""The gates in front of a status, for whoever comes from before it on the way or from outside."""

_BEFORE_OUT: Final = (*WAY[:3], Status.RETURNED, *WAY[3:-1])

_ON: Final = (Role.EDITOR, Role.WRITER, Role.WRITER, Role.EDITOR, Role.EDITOR, Role.APPROVER)
"""Who takes the steps forward, from the idea to what is approved."""


def _role_at(status: Status) -> Role:
    """Return who decides about an article in a status: what waits for approval, the approver."""
    is_late = status in (Status.TO_APPROVE, Status.APPROVED)
    return Role.APPROVER if is_late else Role.EDITOR


STEPS: Final = (
    *(Step(*pair, by) for pair, by in zip(pairwise(WAY[:-1]), _ON, strict=True)),
    Step(Status.RETURNED, Status.WRITING, Role.WRITER),
    Step(Status.APPROVED, Status.EXPORTED, Role.LEDGER, Move.LEDGER),
    *(Step(start, Status.RETURNED, _role_at(start), Move.RETURN) for start in WAY[3:-1]),
    *(Step(start, Status.EDITING, Role.APPROVER, Move.REOPEN) for start in WAY[5:-1]),
    *(Step(start, Status.CANCELLED, _role_at(start), Move.CANCEL) for start in _BEFORE_OUT),
    *(Step(Status.CANCELLED, end, Role.EDITOR, Move.RESUME) for end in _BEFORE_OUT),
    Step(Status.EXPORTED, Status.WITHDRAWN, Role.APPROVER, Move.WITHDRAW),
)
"""The steps of the work, in its order."""


def steps_from(status: Status) -> tuple[Step, ...]:
    """Return the steps from a status, the way forward first."""
    return tuple(step for step in STEPS if step.start is status)


def next_step(status: Status) -> Status:
    """Return the status that follows in the order of the work.

    From approved on, an article stays as it is: only a file that is written makes it exported. What
    was returned is written again.
    """
    ends = [step.end for step in steps_from(status) if step.move is Move.FORWARD]
    return ends[0] if ends else status


def gates_between(start: Status, end: Status) -> tuple[Gate, ...]:
    """Return the gates from one status to another, also where steps are left out.

    There are none on the way back. What goes out passes them each time.
    """
    is_on_the_way = start in WAY and end in WAY and end is not Status.EXPORTED
    if is_on_the_way and WAY.index(start) >= WAY.index(end):
        return ()
    return GATES.get(end, ())


def stops(ready: Ready, end: Status) -> list[Stop]:
    """Return what stands in the way of an article to a status, what is firmest first.

    Of a block that somebody has let pass before a reminder is left, which comes before the
    warnings: whoever decides next answers for it, too.
    """
    gates = gates_between(ready.article.status, end)
    found = [_weighed(ready.article, stop) for gate in gates for stop in gate(ready)]
    return sorted(found, key=_firmness)


def _firmness(stop: Stop) -> tuple[bool, bool, bool]:
    """Return by what the firmest comes first."""
    blocks, warns = (stop.severity is one for one in (Severity.BLOCK, Severity.WARNING))
    return not blocks, not stop.let_pass, not warns


def _weighed(article: Article, stop: Stop) -> Stop:
    if stop.severity is Severity.BLOCK and (passed := who_let_pass(article, stop.block)):
        return replace(stop, severity=Severity.REMINDER, let_pass=passed)
    return stop


def let_pass_before(ready: Ready, end: Status) -> list[Stop]:
    """Return what would keep an article from a status if nobody had let it pass before."""
    return [stop for stop in stops(ready, end) if stop.let_pass]


def blocks(ready: Ready, end: Status) -> list[Stop]:
    """Return what keeps an article from a status, unless somebody takes it upon themselves."""
    return [stop for stop in stops(ready, end) if stop.severity is Severity.BLOCK]
