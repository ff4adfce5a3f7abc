"""The command line in Vietnamese has no English words in what it says, nor the other way round."""

from __future__ import annotations

import argparse
import gettext
import re
from typing import Any

import pytest

from tui import cli as command_line
from tui import i18n

ANYWHERE = {"ID", "CSV", "JSON", "TOML", "TOASOAN_DESK", "HTML", "DOCX", "N", "D", "S", "U", "M"}
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
