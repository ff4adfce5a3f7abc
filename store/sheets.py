"""Cells of a CSV file that a spreadsheet may open without obeying them."""

from __future__ import annotations

from typing import Final

OBEYED: Final = ("=", "+", "-", "@", "'", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run as a formula, or take a character from."""


def harmless(text: str) -> str:
    """Give a text as a cell: one that a spreadsheet would obey gets an apostrophe before it."""
    return f"'{text}" if text.startswith(OBEYED) else text


def bare(cell: str) -> str:
    """Give the text of a cell without the apostrophe that `harmless` has put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(OBEYED) else cell
