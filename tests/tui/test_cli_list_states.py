"""The states of articles in the lists of the command line."""

from __future__ import annotations

import pytest

from store import Article
from store.records import Status
from tests.tui.cli import put


@pytest.mark.parametrize("status", Status)
def test_every_state_is_a_vietnamese_word(cli, desk_path, status):
    put(desk_path, Article(headline="Quà đến tay", status=status))
    said = cli("list", "articles", "--lang", "vi").lines[0].split("  ")[1].strip()
    assert said
    assert not said.isascii()
