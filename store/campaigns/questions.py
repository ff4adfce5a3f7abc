"""The log of questions: how long each has waited for its answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from store.campaign_records import Campaign, Question
from store.campaigns.quotas import Kind, target_hours
from store.dates.zone import fixed
from store.errors import N_, InvalidValueError

_SECONDS: Final = 3600
_TEXTS: Final = ("text", "who", "where", "answer")


class QuestionEntry(msgspec.Struct, frozen=True):
    """A question, and the state of its answer."""

    question: Question
    due: datetime
    """When the answer is due."""
    hours: float
    """From when it was asked until the answer, or until now while it is open."""
    is_late: bool
    """Whether the answer came too late, or is overdue."""

    @property
    def is_open(self) -> bool:
        """Tell whether it is unanswered."""
        return self.question.answered is None

    @property
    def hours_left(self) -> float:
        """Return the hours left; negative if it is overdue."""
        return (self.due - self.question.asked).total_seconds() / _SECONDS - self.hours


def checked(question: Question, now: datetime) -> Question:
    """Return a question with its texts trimmed; one with an answer is answered now unless told.

    Raises:
        InvalidValueError: it is empty, asked or answered in the future, or answered before it was
            asked.
    """
    texts = {name: getattr(question, name).strip() for name in _TEXTS}
    if not texts["text"]:
        raise InvalidValueError(N_("Write down what was asked, in its own words."))
    asked = fixed(question.asked)
    answered = fixed(question.answered) if question.answered else None
    if texts["answer"] and answered is None:
        answered = now
    if max(asked, answered or asked) > now:
        raise InvalidValueError(
            N_("It cannot have been asked or answered in the future; type when it was, or nothing.")
        )
    if answered and answered < asked:
        raise InvalidValueError(N_("It cannot have been answered before it was asked."))
    return msgspec.structs.replace(question, asked=asked, answered=answered, **texts)


def entries(
    campaign: Campaign, questions: Iterable[Question], now: datetime
) -> list[QuestionEntry]:
    """Return the log of a campaign: open questions by time left, then answered ones, newest first.

    The questions may be those of all campaigns.
    """
    target = target_hours(campaign, Kind.QUESTIONS)
    own = (one for one in questions if one.campaign == campaign.id)
    return sorted((_entry(one, now, target) for one in own), key=_urgency)


def _entry(question: Question, now: datetime, target: int) -> QuestionEntry:
    end = question.answered or max(now, question.asked)
    try:
        due = question.asked + timedelta(hours=target)
    except OverflowError:  # a quota of a million hours
        due = datetime.max.replace(tzinfo=question.asked.tzinfo)
    return QuestionEntry(
        question=question,
        due=due,
        hours=(end - question.asked).total_seconds() / _SECONDS,
        is_late=end > due,
    )


def _urgency(entry: QuestionEntry) -> tuple[bool, float]:
    answered = entry.question.answered
    if answered is None:
        return False, entry.question.asked.timestamp()
    return True, -answered.timestamp()
