"""Bring the catalogue up to date with the code: `python -m tui.locale.update`.

New sentences are added and unused ones removed. What lacks a Vietnamese `msgstr` is printed: write
it into the `.po`, and run this again. It also compiles the catalogue. English has none: its
sentences are the message ids.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from tui.locale.catalogues import catalogue_paths, compile_catalogues, read_catalogue

LOCALE: Final = Path(__file__).parent
PROJECT: Final = LOCALE.parents[1]
SOURCES: Final = ("store", "tui")

MARKS: Final = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark a sentence, and how many sentences each takes."""

_HEADER: Final = """\
msgid ""
msgstr ""
"Project-Id-Version: toasoan\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
"""Babel's own header contains the time, so that every run would change it."""


def extract() -> Catalog:
    """Return all sentences that the code marks for translation.

    They are read from the syntax tree, because Babel's own reader misses those inside f-strings.
    """
    found = Catalog()
    for source in SOURCES:
        for path in sorted((PROJECT / source).rglob("*.py")):
            for sentences in marked(ast.parse(path.read_bytes())):
                found.add(sentences[0] if len(sentences) == 1 else sentences)
    return found


def marked(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Yield the sentences of each call that marks some."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [
            argument.value
            for argument in node.args[: MARKS.get(name, 0)]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if texts and len(texts) == MARKS[name]:
            yield tuple(texts)


def sentences_of(catalogue: Catalog) -> dict[str, Message]:
    """Return the messages by their id (the singular, if there are two), without the header."""
    return {_name(message): message for message in catalogue if message.id}


def is_translated(message: Message) -> bool:
    """Return whether every form of a message has a text."""
    texts = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(texts) and all(texts)


def update(path: Path, found: Catalog) -> Catalog:
    """Bring one `.po` up to date and return it."""
    catalogue = read_catalogue(path)
    # A copy, because Babel puts the message objects of `found` into the catalogue.
    catalogue.update(copy.deepcopy(found), no_fuzzy_matching=True)
    path.write_bytes(written(catalogue))
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Return the text of a `.po`: sorted, without source locations, one line per sentence."""
    header = _HEADER.format(language=catalogue.locale, plurals=catalogue.plural_forms)
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}  # Babel's guess, by version
    body = BytesIO()
    write_po(
        body,
        catalogue,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return header.encode() + body.getvalue()


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Update and compile both catalogues; print what has no translation yet."""
    found = extract()
    lacking = 0
    for path in catalogue_paths(LOCALE):
        for message in sentences_of(update(path, found)).values():
            if not is_translated(message) or message.fuzzy:
                print(f"{path.relative_to(LOCALE)}: {_name(message)!r}")
                lacking += 1
    compile_catalogues(LOCALE)
    print(f"{len(sentences_of(found))} sentences, {lacking} without a translation")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
