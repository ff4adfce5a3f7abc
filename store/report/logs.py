"""The logs of a report: negative news, questions, rights cases, what was let pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from store.campaigns.counted import Item, Number
from store.campaigns.questions import QuestionEntry
from store.campaigns.rumours import Entry
from store.dates.zone import local_day
from store.errors import N_, Finding, finding
from store.records import Id
from store.report.blocks import NOTHING, Block, Text, Told, table, told
from store.report.figures import Figures
from store.text import show_day, show_number

_VERDICTS: Final = {
    "": "chưa kiểm tra",
    "false": "sai sự thật",
    "partly": "đúng một phần",
    "true": "đúng",
}

Logged = Sequence[tuple[Entry | QuestionEntry, Id]]
"""The entries of a log, each with the ID of its record."""


def questions(figures: Figures) -> Iterator[Block]:
    """Yield the log of questions."""
    asked = figures.questions
    if asked:
        records = [(one, one.question.id) for one in asked]
        answers = _answers(records, "đã trả lời")
        yield Text(told("Đã ghi {} câu hỏi; {}.", _logged(records), answers))
    rows = [
        (
            show_day(local_day(one.question.asked)),
            one.question.text,
            ", ".join(filter(None, (one.question.who, one.question.where))) or NOTHING,
            one.question.answer or NOTHING,
            _answered(one),
        )
        for one in sorted(asked, key=lambda one: one.question.asked)
    ]
    heads = ("Ngày hỏi", "Câu hỏi", "Ai hỏi, ở đâu", "Trả lời", "Thời gian")
    yield table(heads, rows, "Không ghi nhận câu hỏi nào.")


def claims(figures: Figures) -> Iterator[Block]:
    """Yield the log of negative news."""
    seen = figures.claims
    if seen:
        records = [(one, one.rumour.id) for one in seen]
        answers = _answers(records, "đã có bài trả lời")
        yield Text(told("Đã ghi nhận {} thông tin; {}.", _logged(records), answers))
    rows = [
        (
            show_day(local_day(one.rumour.seen)),
            one.rumour.claim,
            _VERDICTS[one.rumour.verdict],
            _answered(one),
        )
        for one in sorted(seen, key=lambda one: one.rumour.seen)
    ]
    heads = ("Ngày thấy", "Nội dung", "Kiểm tra", "Trả lời")
    yield table(heads, rows, "Không ghi nhận thông tin tiêu cực.")


def _logged(entries: Logged) -> Number:
    return Number(tuple(Item(records=(record,)) for _entry, record in entries))


def _answers(entries: Logged, done: str) -> Told:
    """Return how many were answered, in time, and not yet; `done` says what answering is."""
    still_open, answered, late = finding(N_("open")), finding(N_("answered")), finding(N_("late"))

    def number(why_not: Callable[[Entry | QuestionEntry], Finding | None]) -> Number:
        return Number(tuple(Item(records=(one,), why=why_not(entry)) for entry, one in entries))

    return told(
        f"{done} {{}}, trong đó đúng hạn {{}}; còn {{}} chưa trả lời",
        number(lambda one: still_open if one.is_open else None),
        number(lambda one: still_open if one.is_open else late if one.is_late else None),
        number(lambda one: None if one.is_open else answered),
    )


def _answered(entry: Entry | QuestionEntry) -> str:
    if entry.is_open:
        return "quá hạn" if entry.is_late else "chưa"
    late = ", quá hạn" if entry.is_late else ""
    return f"sau {show_number(max(round(entry.hours), 1))} giờ{late}"


def cases(figures: Figures) -> Iterator[Block]:
    """Yield the rights cases."""
    rows = [
        (
            case.article.title or "(chưa có tít)",
            f"{show_day(case.next.follow_up.day)}: {case.next.follow_up.what}"
            if case.next
            else NOTHING,
            case.article.outcome or "đang theo dõi",
        )
        for case in figures.cases
    ]
    yield table(("Vụ việc", "Theo dõi tiếp", "Kết quả"), rows, "Không có vụ việc nào.")


def overrides(figures: Figures) -> Iterator[Block]:
    """Yield what was let pass although something blocked it, the first one first."""
    passed = figures.overrides
    times = Number(tuple(Item(records=(article.id,)) for _override, article in passed))
    yield Text(told("Đã cho qua {} lần dù bàn biên tập chặn.", times))
    rows = [
        (
            show_day(local_day(override.at)),
            article.title or "(chưa có tít)",
            override.reason,
            override.who,
        )
        for override, article in passed
    ]
    yield table(("Ngày", "Tin, bài", "Lý do", "Người chịu trách nhiệm"), rows, NOTHING)
