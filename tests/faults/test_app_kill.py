"""Kill -9 of the whole app while somebody types: what is lost, and where the next start opens."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from store import Article, open_desk
from tests.terminal.term import TOASOAN, Terminal

PROMISED_SECONDS = 2.0
"""At most so much typing may be missing."""

KEY_PAUSE = 0.03


def body_of(path):
    with open_desk(path, read_only=True) as desk:
        (article,) = desk.articles
        return article.body


def typed_into(old: str, new: str, sent: str) -> tuple[int, int]:
    """Return where in `old` something of `sent` was typed, and how many characters of it."""
    count = len(new) - len(old)
    for place in range(len(old), -1, -1):
        if new == old[:place] + sent[:count] + old[place:]:
            return place, count
    raise AssertionError(f"neither the old text nor the new one: {new[-300:]!r}")


def type_and_kill(terminal: Terminal, text: str, seconds: float) -> str:
    """Type for so long, kill the process group, and return what had to be saved by then."""
    sent: list[tuple[float, str]] = []
    late = 0.0  # by how much this process had to wait at most: the app may have had to as well
    until = time.perf_counter() + seconds
    for letter in text:
        if time.perf_counter() > until:
            break
        terminal.send(letter)
        sent.append((time.perf_counter(), letter))
        terminal.pump(KEY_PAUSE)
        late = max(late, time.perf_counter() - sent[-1][0] - KEY_PAUSE)
    os.killpg(os.getpgid(terminal.pid), signal.SIGKILL)
    killed = time.perf_counter()
    terminal.wait_end()
    return "".join(letter for at, letter in sent if at <= killed - PROMISED_SECONDS - 4 * late)


def kill_often(home, rounds, seed):
    chance = random.Random(seed)
    path = home / "desk.json"
    before = "Câu đầu tiên đứng đây. "
    with open_desk(path) as desk:
        desk.records.add(Article(headline="Bài đang viết", body=before))
    lost = []
    for number in range(rounds):
        letter = "abcdeghiklmnopqrstuvxy"[number % 22]
        text = " ".join(f"{letter}{place}" for place in range(2000)) + " "
        with Terminal((*TOASOAN, "--desk", str(path)), home) as terminal:
            if number == 0:
                terminal.wait_for("Bài đang viết")
                terminal.press("enter")
                terminal.wait_for("Sign-off")
                terminal.press("ctrl+end")
            else:
                terminal.wait_for("Sign-off")
            terminal.settle()
            had_to_be_there = type_and_kill(terminal, text, chance.uniform(0.2, 4.5))
        after = body_of(path)
        place, count = typed_into(before, after, text)
        assert count >= len(had_to_be_there), f"round {number}: more than 2 s of typing lost"
        behind = len(before) - place
        assert behind <= (PROMISED_SECONDS + 1) / KEY_PAUSE, f"round {number}: cursor {behind} off"
        lost.append(behind)
        before = after
    return lost


@pytest.mark.slow
def test_the_app_is_killed_while_somebody_types(tmp_path):
    kill_often(tmp_path, 3, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_the_app_is_killed_often_while_somebody_types(tmp_path, seed):
    kill_often(tmp_path, 5, seed)
