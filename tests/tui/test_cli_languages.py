"""The command line in Vietnamese has no English words in what it says, nor the other way round."""

from __future__ import annotations

import argparse
import gettext
import re
from typing import Any

import pytest

from store import Article, Task
from tests.tui.cli import put
from tui import cli as command_line
from tui import i18n

ANYWHERE = {"ID", "CSV", "JSON", "TOML", "TOASOAN_DESK", "HTML", "DOCX", "N", "M"}
"""Words in capitals that are the same in both languages."""


def parsers(parser: argparse.ArgumentParser):
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in {id(one): one for one in action.choices.values()}.values():
                yield from parsers(one)


def metavars(language: str) -> set[str]:
    i18n.use(language)
    made = command_line._parser(True)
    named = {
        action.metavar
        for parser in parsers(made)
        for action in parser._actions
        if isinstance(action.metavar, str)
    }
    return {part for one in named for part in one.split("|") if part.isupper()} - ANYWHERE


def test_what_stands_for_a_value_is_named_in_both_languages():
    vietnamese, english = metavars("vi"), metavars("en")
    assert vietnamese.isdisjoint(english)
    assert all(one.isascii() for one in english)
    assert len(english) > 10


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sentences_that_name_a_value_name_one_of_the_help(language):
    known = metavars(language) | ANYWHERE | {"COMMAND", "LỆNH"}
    translations: Any = gettext.translation("toasoan", i18n._LOCALE_DIR, ["vi"])
    catalogue = translations._catalog
    texts = [one if language == "en" else told for one, told in catalogue.items() if told]
    named = {
        word
        for text in texts
        if isinstance(text, str)
        for word in re.findall(r"--[a-z-]+ ([^\W\d_]{2,}(?:_[^\W\d_]+)*)", text)
        if word.isupper()
    }
    assert named <= known


def test_what_is_found_is_called_by_its_kind_in_the_language_in_use(cli, desk_path):
    put(desk_path, Article(headline="Tặng quà"), Task(campaign="", title="Chở quà"))
    lines = cli("--lang", "vi", "search", "quà").lines
    assert sorted(line.split("  ")[1].strip() for line in lines) == ["bài", "việc"]


def test_sizes_are_told_with_the_point_of_the_language(cli, desk_path):
    put(desk_path, *(Article(headline=f"Tặng quà {n}") for n in range(20)))
    assert re.match(r"\d+\.\d{3} → \d+\.\d{3} byte", cli("--lang", "vi", "compact").lines[0])
    assert re.match(r"\d+,\d{3} → \d+,\d{3} bytes", cli("--lang", "en", "compact").lines[0])
