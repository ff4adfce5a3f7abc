"""Whatever several machines do, no text is lost and in the end all say the same."""

from __future__ import annotations

import random
from datetime import timedelta, timezone

import pytest
from msgspec.structs import replace

from store import Article
from store.articles.history import Why

from .machines import Machine

TURNS = (
    *("change",) * 6,
    *("sync",) * 6,
    *("add", "delete", "undo", "write", "restart", "settle", "clock", "zone"),
)


class Fleet:
    """Three machines, and every text that one of them has acknowledged."""

    def __init__(self, folder):
        self.machines = [Machine(folder, name) for name in "abc"]
        first = self.machines[0]
        self.campaign = first.desk.campaigns.new_empty("Mùa quà", 2027).id
        self.texts, self.number, self.withdrawn = set(), 0, set()
        for _ in range(2):
            self.add(first)
        first.write()
        for machine in self.machines[1:]:
            machine.get(first)
            machine.write()

    def text(self):
        self.number += 1
        text = f"Câu thứ {self.number}."
        self.texts.add(text)
        return text

    def add(self, machine):
        machine.desk.records.add(Article(headline="a", body=self.text()))

    def turn(self, dice):
        what, machine, more = dice.choice(TURNS), dice.choice(self.machines), dice.random()
        desk, articles = machine.desk, sorted(machine.desk.articles, key=lambda a: a.id)
        if what == "change" and articles:
            article = articles[int(more * len(articles))]
            desk.records.write(
                "đổi", [replace(article, body=self.text())], why=Why.IMPORT
            )  # a revision for good
        elif what == "add":
            self.add(machine)
        elif what == "delete" and articles:
            desk.articles.remove(articles[int(more * len(articles))])
        elif what == "undo":
            before = {article.body for article in desk.articles}
            desk.undo.step_back()
            self.withdrawn |= before - {article.body for article in desk.articles}
        elif what == "write":
            machine.write()
        elif what == "restart":
            machine.close()
            machine.open()
        elif what == "sync":
            machine.get(dice.choice([other for other in self.machines if other is not machine]))
        elif what == "settle" and len(desk.file.conflicts):
            desk.file.conflicts.resolve(next(iter(desk.file.conflicts)), theirs=more < 0.5)
        elif what == "clock":
            machine.moment += timedelta(days=int(more * 800) - 400)
        elif what == "zone":
            machine.moment = machine.moment.astimezone(
                timezone(timedelta(hours=int(more * 26) - 12))
            )

    def everywhere(self):
        """Every text that can be had somewhere: on a desk, in a history, a bin, a question."""
        found = set()
        for machine in self.machines:
            desk = machine.desk
            held = [r for entry in desk.trash for r in desk.trash.held_in(entry)]
            for article in [*desk.articles, *(r for r in held if isinstance(r, Article))]:
                found.add(article.body)
                history = desk.revisions.of(article)
                found |= {history.state(n).body for n in range(len(history.revisions))}
            found |= {
                conflict.theirs["body"] for conflict in desk.file.conflicts if conflict.theirs
            }
        return found

    def settle_all(self):
        """All are synced until nothing is new, and people answer what they are asked.

        What both have changed, the first machine decides; the others where it has no question.
        """
        for turn in range(8):
            for here in self.machines:
                for there in self.machines:
                    if here is not there:
                        there.write()
                        here.get(there)
                answers_all = here is self.machines[0] or turn >= 5
                for conflict in [*here.desk.file.conflicts]:
                    if conflict.id in here.desk.file.conflicts and (
                        answers_all or conflict.missing
                    ):
                        here.desk.file.conflicts.resolve(conflict, theirs=bool(conflict.missing))
                here.write()
        return [
            {article.id: article.body for article in machine.desk.articles}
            for machine in self.machines
        ]


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(n, marks=pytest.mark.slow) for n in range(4, 60))]
)
def test_no_text_is_lost_and_in_the_end_all_say_the_same(tmp_path, seed):
    dice, fleet = random.Random(seed), Fleet(tmp_path)
    for _ in range(40):
        fleet.turn(dice)
        assert fleet.texts - fleet.withdrawn <= fleet.everywhere()
    first, *others = fleet.settle_all()
    assert fleet.texts - fleet.withdrawn <= fleet.everywhere()
    assert all(other == first for other in others)
    for machine in fleet.machines:
        assert list(machine.desk.file.conflicts) == []
        machine.close()
