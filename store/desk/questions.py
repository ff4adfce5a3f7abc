"""The log of questions."""

from __future__ import annotations

from typing import Any

import msgspec

from store.campaign_records import Campaign, Question
from store.campaigns import questions
from store.desk.unit_of_work import RecordService, UnitOfWork, values_of
from store.errors import N_


class Questions(RecordService[Question]):
    """The logged questions."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work, Question)
        self._campaigns = work.store.of(Campaign)

    def find(self, prefix: str) -> Question:
        """Return the question whose ID begins with `prefix`; raises as `UnitOfWork.find`."""
        question = self._work.find(prefix, "questions")
        assert isinstance(question, Question)
        return question

    def log(self, campaign: Campaign) -> list[questions.QuestionEntry]:
        """Return the log of a campaign: open questions first, the most urgent on top."""
        current = self._campaigns[campaign.id]
        return questions.entries(current, self, self._store.now())

    def add(self, question: Question) -> Question:
        """Log a question; raises InvalidValueError as `store.campaigns.questions.checked`."""
        question = questions.checked(question, self._store.now())
        self._work.write(N_("new question"), [question])
        return self[question.id]

    def edit(self, question: Question, **fields: Any) -> Question:
        """Change the values of a question, its answer for example; raises as `add`."""
        current = self[question.id]
        changed = questions.checked(msgspec.structs.replace(current, **fields), self._store.now())
        values = values_of(changed, {**fields, "answered": changed.answered})
        return self._work.change(current, label=N_("edit question"), **values)

    def remove(self, question: Question) -> None:
        """Delete a question."""
        self._work.write(N_("delete question"), [], drop=[self[question.id]])
