"""The requirements of a campaign, counted from what is on the desk.

Most count the pieces of the matrix that are out by the ledger; what is ready or planned is told
beside and never counts. *Thiết thực* counts articles only, since tasks have no source sheet.
*Hiệu quả* counts the quotas that are met, each a part with its own numbers (`quota_counts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Final

from store.articles.sources import is_real
from store.campaign_records import Campaign, Task
from store.campaigns.counted import Item, Part, Score, Tally, score
from store.campaigns.matrix import Matrix, Piece, View, count_matrix, pieces
from store.campaigns.numbers import rows_in_sync
from store.campaigns.questions import QuestionEntry
from store.campaigns.quota_counts import Counts, quota_parts
from store.campaigns.rumours import Entry
from store.errors import N_, Finding, finding
from store.ledger import A_TASK, Outs
from store.records import Article, Id
from store.text import fold, same_text

BREADTH: Final = "sâu rộng"
COMPLETE: Final = "toàn diện"
USEFUL: Final = "thiết thực"
EFFECT: Final = "hiệu quả"
ANNIVERSARIES: Final = "gắn với ngày lễ, kỷ niệm"
IN_SYNC: Final = "đồng bộ"


def scores(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    outs: Outs,
    today: date,
    *,
    campaigns: Iterable[Campaign] = (),
    claims: Sequence[Entry] = (),
    questions: Sequence[QuestionEntry] = (),
) -> list[Score]:
    """Count the requirements of a campaign, without those that have nothing to count.

    Where the campaign lists requirements, only those are counted, and đồng bộ, which is a rule.

    Args:
        campaign: its lists are to be covered.
        tasks: those of the campaign.
        articles: its articles, and those its tasks name, by id.
        outs: when each of both first went out, by channel.
        today: a campaign counts from the day it begins.
        campaigns: those on the desk, for the quota of campaigns a year.
        claims: its log of negative news as it stands now (`store.campaigns.rumours.entries`).
        questions: its log of questions (`store.campaigns.questions.entries`).
    """
    own = list(tasks)
    known = pieces(own, articles, outs)
    counted = (
        _breadth(campaign, known),
        _complete(campaign, known),
        _useful(known, articles),
        _effect(quota_parts(Counts(campaign, known, today, tuple(campaigns), claims, questions))),
        _anniversaries(campaign, own, known),
        _in_sync(campaign, count_matrix(campaign, own, articles, outs, View())),
    )
    asked = {fold(name) for name in campaign.requirements} | {fold(IN_SYNC)}
    return [
        score
        for score in counted
        if (score.of or score.parts) and (not campaign.requirements or fold(score.name) in asked)
    ]


def _breadth(campaign: Campaign, known: Iterable[Piece]) -> Score:
    """Count the pairs of level and audience for which a piece is out."""
    audiences = dict.fromkeys(entry.name for entry in campaign.audiences)
    cells = {(a, b): f"{a} × {b}" for a in dict.fromkeys(campaign.levels) for b in audiences}
    there = Tally()
    for piece in known:
        for pair in product(piece.tags("levels"), piece.tags("audiences")):
            if cell := cells.get(pair):
                there.add(cell, piece)
    rule = finding(N_("A level and an audience count once a piece for both of them is out."))
    return there.score(BREADTH, rule, cells.values())


def _complete(campaign: Campaign, known: Iterable[Piece]) -> Score:
    there = Tally()
    for piece in known:
        for topic in piece.tags("topics"):
            there.add(topic, piece)
    rule = finding(N_("A topic counts once a piece of it is out; a ticked task is not."))
    return there.score(COMPLETE, rule, dict.fromkeys(campaign.topics))


def _useful(known: Iterable[Piece], by_id: Mapping[Id, Article]) -> Score:
    """Count the articles that are out with a beneficiary, or a figure that stands in them."""
    why = finding(N_("nobody who benefits, and no figure of its sources in the text"))
    out = (piece for piece in known if piece.is_out and not piece.is_correction)
    articles = (piece.tagged[0] for piece in out)
    items = (
        Item(records=(one.id,), why=None if is_real(one, by_id.get(one.message)) else why)
        for one in articles
        if isinstance(one, Article) and one.kind != A_TASK
    )
    rule = finding(
        N_(
            "An article that is out counts when its sources name who benefits, or a figure that "
            "stands in its text with its unit. Corrections are left out."
        )
    )
    return score(USEFUL, rule, items)


def _anniversaries(campaign: Campaign, tasks: Iterable[Task], known: Iterable[Piece]) -> Score:
    """Count the topics with a piece out that hangs on an anniversary, or is due on one."""
    there = Tally(N_("nothing on an anniversary"))
    hung: set[Id] = set()
    for task in tasks:
        if _hangs_on_anniversary(campaign, task):
            hung.update((task.id, *task.articles))
    for piece in known:
        if piece.id in hung or piece.message in hung or _is_on_anniversary(campaign, piece.due):
            for topic in piece.tags("topics"):
                there.add(topic, piece)
    rule = finding(N_("A topic counts when a piece of it is out that hangs on an anniversary."))
    return there.score(ANNIVERSARIES, rule, dict.fromkeys(campaign.topics))


def _hangs_on_anniversary(campaign: Campaign, task: Task) -> bool:
    is_hung = task.anchor and any(same_text(task.anchor, a.name) for a in campaign.anniversaries)
    return bool(is_hung) or _is_on_anniversary(campaign, task.due)


def _is_on_anniversary(campaign: Campaign, due: date | None) -> bool:
    if due is None:
        return False
    spans = ((day.start, day.end or day.start) for day in campaign.anniversaries if day.start)
    return any(first <= due <= (last or first) for first, last in spans)


def _in_sync(campaign: Campaign, found: Matrix) -> Score:
    one, other = campaign.sync_groups
    rule = finding(
        N_(
            "A topic counts when a message of it, an article with its versions, is out in “{one}” "
            "and in “{other}”, within {hours} hours of each other."
        ),
        one=one,
        other=other,
        hours=campaign.sync_hours,
    )
    return score(IN_SYNC, rule, rows_in_sync(found, campaign.sync_groups).items)


def _effect(quotas: Iterable[Part]) -> Score:
    parts = tuple(quotas)
    items = (Item(one.label, one.counted, _missed(one), weighs=one.is_weighed) for one in parts)
    return Score(
        name=EFFECT,
        rule=finding(
            N_("A quota counts when it is met; one with nothing to count yet is left out.")
        ),
        items=tuple(items),
        parts=parts,
    )


def _missed(part: Part) -> Finding | None:
    """Return why a quota does not count."""
    if not part.is_weighed:
        return finding(N_("nothing to count yet") if part.kind else N_("cannot be counted"))
    return None if part.is_met else finding(N_("{value} of {of}"), value=part.value, of=part.of)
