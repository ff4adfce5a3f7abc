"""A report as Markdown, with tables as on GitHub."""

from __future__ import annotations

import re
from typing import Final

from store.report.blocks import Block, Heading, Points, Table, Text, clean
from store.report.content import content
from store.report.figures import Figures
from store.report.letterhead import MOTTO, letterhead

_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>|~&$]")
"""Characters with a meaning in Markdown anywhere …"""
_OPENERS: Final = re.compile(r"(?=[#+=-])|(?<=\d)(?=[.)])")
"""… and at the start of a paragraph or point, where they would begin a list or a heading."""
_OPENING: Final = re.compile(r"#{1,6}|[+=-]+|\d+[.)]")


def report_markdown(figures: Figures) -> str:
    """Return the report as Markdown, with tables as on GitHub."""
    head = letterhead(figures)
    blocks = [
        *([_as_paragraph(head.above.upper())] if head.above else []),
        f"**{_marked(head.organisation.upper())}**",
        f"**{MOTTO[0]}**  \n{MOTTO[1]}",
        _marked(head.number),
        f"*{_marked(head.day)}*",
        "# BÁO CÁO",
        f"**{_marked(head.title)}**",
        _marked(head.as_of),
        f"Kính gửi: {_marked(head.to)}",
        *map(_as_markdown, content(figures)),
        "**Nơi nhận:**",
        "\n".join(f"- {_as_paragraph(line[2:])}" for line in head.recipients),
        "  \n".join(f"**{_marked(line)}**" for line in (*head.signature, head.signer)),
    ]
    return "\n\n".join(blocks) + "\n"


def _as_markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_marked(block.text)}"
        case Text():
            return _as_paragraph(str(block.text))
        case Points():
            return "\n".join(f"- {_as_paragraph(str(item))}" for item in block.items)
        case Table():
            sides = ("---:" if n in block.numbers else "---" for n in range(len(block.heads)))
            told = (tuple(_marked(str(cell)) for cell in row) for row in block.rows)
            rows = (block.heads, tuple(sides), *told)
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", clean(text))


def _as_paragraph(text: str) -> str:
    """Escape a text at the start of a block, where Markdown recognises lists and headings."""
    marked = _marked(text)
    found = _OPENING.match(marked)
    if not found:
        return marked
    return _OPENERS.sub(r"\\", found[0]) + marked[found.end() :]
