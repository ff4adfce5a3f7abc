"""A reporter's plain text, read as the parts of a page: a guess, to be looked at and corrected.

A text that fits the page layout never comes here (`store.articles.page_format`): this reads what
arrives by mail or from a word processor, a headline, perhaps a byline, paragraphs parted by blank
lines or one to a line, hard-wrapped or not, and a name at the end.

Only white space between lines is changed, and a label such as “Tít:” in front of what it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

import msgspec

from store.articles.page_encoding import BOM
from store.articles.page_format import Card, Page, is_heading, is_signoff
from store.records import Layout
from store.text import count_words, nfc


class Role(StrEnum):
    """What a block of the text is on the page."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    """A place on a line of its own; it opens the lead."""
    PARAGRAPH = "paragraph"
    """The first one is the lead."""
    SIGNOFF = "signoff"
    RELATED = "related"
    """The heading over related news, and what stands below it."""
    OMITTED = "omitted"
    """Left out of the article; the first revision has it."""


ONLY_ONE: Final = (Role.HEADLINE, Role.BYLINE, Role.DATELINE, Role.SIGNOFF)
"""The roles that one block of a page can have."""


class Block(msgspec.Struct, frozen=True):
    """A line or a paragraph of the text."""

    role: Role
    text: str
    """On one line."""


_LONGEST_HEADLINE: Final = 200
_MOST_WORDS_OF_HEADLINE: Final = 30
_LONGEST_BYLINE: Final = 80
_LONGEST_WRAPPED: Final = 120
"""The longest line that a mail program or a terminal wraps to."""
_RUNNING_SHARE: Final = 1 / 3
"""In a hard-wrapped text, a sentence runs on below so many of the lines with another below them."""
_FILLED: Final = 0.8
_SHORT: Final = 0.7
_FILLED_SHARE: Final = 0.6
"""Or so many of them come to that share of the width."""

_SENTENCE_ENDS: Final = tuple('.!?…:;”"»)')
_SPACE: Final = r"[ \u00a0]"
_DASH: Final = "[-–—]"
_BEHIND_PLACE: Final = " \u00a0-–—:"
_LABELS: Final = {
    Role.HEADLINE: re.compile(r"(?:tít|tiêu đề|tựa(?: đề)?|headline|title)\s*:\s*", re.I),
    Role.BYLINE: re.compile(r"(?:tác giả|bút danh|byline|author)\s*:\s*", re.I),
    Role.PARAGRAPH: re.compile(r"(?:sapo|sa pô|chapeau|lead)\s*:\s*", re.I),
    Role.SIGNOFF: re.compile(r"(?:ký tên|sign-off)\s*:\s*", re.I),
}
_WORK: Final = (
    "(?:tin|bài|ảnh|clip|video|đồ họa|đồ hoạ|lời|thơ|tranh|minh họa|minh hoạ|thực hiện|tổng hợp"
    "|biên dịch|text|photos?|words|story)"
)
_CREDIT: Final = re.compile(
    rf"{_WORK}(?:\s*(?:,|và|and|&|[-–/])\s*{_WORK})*\s*:"
    r"|(?:nhóm )?(?:pv|phóng viên|ctv|cộng tác viên|btv|biên tập viên)\b",
    re.I,
)
"""How a line begins that says whose work it is: “Bài, ảnh: …”, “Nhóm PV”."""
_AFTER: Final = re.compile(r"\(?theo\s+(.+?)\)?$", re.I)
"""“Theo TTXVN”."""
_AGENCY: Final = re.compile(r"(?:[/(]|^)(?:ttxvn|vov|vtv|tgcs|ptlđ)\)?$", re.I)
_BETWEEN_NAMES: Final = re.compile(rf"\s*(?:{_DASH}|,|&|/|;|\bvà\b|\bvới\b)\s*")
_NAME_WORD: Final = re.compile(r"[^\W\d_]+\.?")
_DATELINE: Final = re.compile(
    rf"(?P<place>[^\W\d_][^.!?:;–—]{{1,40}}?)"
    rf"(?:(?P<day>,?{_SPACE}(?:ngày{_SPACE})?\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{4}})?))?"
    rf"{_SPACE}*(?P<dash>{_DASH})?"
)
_OPENING: Final = re.compile(rf"(?P<place>[^\W\d_][^.!?:;–—]{{1,40}}?){_SPACE}[–-]{_SPACE}(?=\S)")


def dateline(lead: str) -> str:
    """Return the place that opens a lead, as in “Hà Nội – …”; "" where none does.

    The page layout (rule 5) reads it there and never cuts it off.
    """
    found = _OPENING.match(lead)
    return found["place"] if found and _is_capitalised(found["place"].split()) else ""


def is_wrapped(text: str) -> bool:
    """Tell whether the lines of a text were broken to a width, so that sentences run over them."""
    pairs = list(_neighbours(_lines(text)))
    if any(len(line) > _LONGEST_WRAPPED for line, _ in pairs):
        return False
    running = sum(_runs_on(line, below) for line, below in pairs)
    width = max((len(line.rstrip()) for line, _ in pairs), default=0)
    filled = sum(len(line.rstrip()) >= _FILLED * width for line, _ in pairs)
    return running > 0 and (
        running >= _RUNNING_SHARE * len(pairs) or filled >= _FILLED_SHARE * len(pairs)
    )


def read_plain_text(text: str, *, wrapped: bool | None = None) -> tuple[Block, ...]:
    """Read a plain text block by block, and guess what each is on the page.

    Args:
        text: what was pasted or read from a file.
        wrapped: whether lines are to be joined to paragraphs; None to judge by the text.
    """
    if wrapped is None:
        wrapped = is_wrapped(text)
    return _guessed(list(_blocks(_lines(text), wrapped)))


def page_of_blocks(blocks: Sequence[Block]) -> Page:
    """Return the page that some blocks make."""
    of = {block.role: block.text for block in reversed(blocks)}
    body = [block.text for block in blocks if block.role is Role.PARAGRAPH]
    related = [block.text for block in blocks if block.role is Role.RELATED]
    if place := of.get(Role.DATELINE):
        body[:1] = [" – ".join([place.rstrip(_BEHIND_PLACE), *body[:1]])]
    cards = _cards(related[1:])
    if cards is None or not related:
        body, cards, heading = body + related, (), None
    else:
        heading = related[0]
    return Page(
        headline=of.get(Role.HEADLINE, ""),
        byline=of.get(Role.BYLINE, "").removesuffix("|").rstrip(),
        body="\n\n".join(body),
        signoff=of.get(Role.SIGNOFF, ""),
        cards=cards,
        layout=Layout(heading=heading if cards else None),
    )


def with_role(blocks: Sequence[Block], place: int, role: Role) -> tuple[Block, ...]:
    """Return the blocks with another role for one; who had a role of `ONLY_ONE` is a paragraph."""
    changed = []
    for number, block in enumerate(blocks):
        if number == place:
            block = Block(role, block.text)
        elif block.role is role and role in ONLY_ONE:
            block = Block(Role.PARAGRAPH, block.text)
        changed.append(block)
    return tuple(changed)


def joined(blocks: Sequence[Block], place: int) -> tuple[Block, ...]:
    """Return the blocks with one joined to the one above it."""
    if not 0 < place < len(blocks):
        return tuple(blocks)
    above, block = blocks[place - 1 : place + 1]
    both = Block(above.role, f"{above.text} {block.text}")
    return (*blocks[: place - 1], both, *blocks[place + 1 :])


# --- from lines to blocks


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n?|\n", text.removeprefix(BOM))


def _neighbours(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each line that has another one right below it, and that."""
    for line, below in pairwise(lines):
        if line.strip() and below.strip():
            yield line, below


def _runs_on(line: str, below: str) -> bool:
    """Tell whether a sentence runs from a line into the one below."""
    return below.lstrip()[0].islower() and not line.rstrip().endswith(_SENTENCE_ENDS)


def _blocks(lines: Sequence[str], wrapped: bool) -> Iterator[str]:
    """Yield the paragraphs, each on one line."""
    width = max((len(line.rstrip()) for line, _ in _neighbours(lines)), default=0)
    parts: list[str] = []
    count = 0
    for line, below, after in zip(lines, [*lines[1:], ""], [*lines[2:], "", ""], strict=False):
        if line.strip():
            parts.append(line.strip())
        # A byline follows the headline, a sign-off the end of a sentence.
        is_last = not after.strip()
        ends = line.rstrip().endswith(_SENTENCE_ENDS)
        may_be_name = ends if is_last else not count
        if parts and not (wrapped and line.strip() and _goes_on(line, below, width, may_be_name)):
            yield " ".join(parts)
            parts = []
            count += 1


def _goes_on(line: str, below: str, width: int, may_be_name: bool) -> bool:
    """Tell whether a hard-wrapped paragraph goes on below a line of it.

    Args:
        line: one of the paragraph.
        below: the next one.
        width: the longest line of the text.
        may_be_name: whether `below` may be the byline or the sign-off.
    """
    if not below.strip() or _indent(below) > _indent(line):
        return False
    if _runs_on(line, below):
        return True
    if may_be_name and len(below) < _SHORT * width and (_is_credit(below) or _is_names(below)):
        return False
    return len(line.rstrip()) + 1 + len(below.split()[0]) > width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# --- what each block is


def _guessed(texts: list[str]) -> tuple[Block, ...]:
    roles: list[Role | None] = []
    for place, text in enumerate(texts):
        role, texts[place] = _labelled(text)
        roles.append(role)
    heading = next((n for n, text in enumerate(texts) if n and is_heading(text)), len(texts))
    if _cards(texts[heading + 1 :]) is None:
        heading = len(texts)
    _guess_above(texts, roles)
    _guess_below(texts[:heading], roles)
    roles[heading:] = [Role.RELATED] * len(roles[heading:])
    return tuple(
        Block(role or Role.PARAGRAPH, text) for role, text in zip(roles, texts, strict=True)
    )


def _labelled(text: str) -> tuple[Role | None, str]:
    """Read a label in front of a block, and return what it names and the rest."""
    for role, label in _LABELS.items():
        if (found := label.match(nfc(text))) and found.end() < len(nfc(text)):
            return role, text.partition(":")[2].lstrip()
    return None, text


def _guess_above(texts: Sequence[str], roles: list[Role | None]) -> None:
    """Guess headline, byline and dateline, which open the text in any order."""
    for place, text in enumerate(texts[:4]):
        if roles[place] is None:
            roles[place] = _opening_role(text, roles[:place], is_last=place == len(texts) - 1)
        if roles[place] in (None, Role.PARAGRAPH):
            return


def _opening_role(text: str, above: Sequence[Role | None], *, is_last: bool) -> Role | None:
    if Role.BYLINE not in above and not is_last:
        is_first = not above
        if _is_credit(text) or (not is_first and _is_names(text)):
            return Role.BYLINE
    if Role.HEADLINE not in above and _is_headline(text):
        return Role.HEADLINE
    if Role.DATELINE not in above and above and not is_last and _is_dateline(text):
        return Role.DATELINE
    return None


def _guess_below(texts: Sequence[str], roles: list[Role | None]) -> None:
    """Guess the sign-off: the last block, where a paragraph stands above it."""
    last = len(texts) - 1
    if last < 1 or roles[last] is not None or roles[last - 1] not in (None, Role.PARAGRAPH):
        return
    if is_signoff(texts[last]):
        roles[last] = Role.SIGNOFF
    elif _is_credit(texts[last]) and Role.BYLINE not in roles:
        roles[last] = Role.BYLINE  # “Bài, ảnh: …” has a colon, which no sign-off may (rule 4)


def _is_headline(text: str) -> bool:
    return (
        len(nfc(text)) <= _LONGEST_HEADLINE
        and count_words(text) <= _MOST_WORDS_OF_HEADLINE
        and not text.endswith((";", ","))
        and (text.endswith("..") or not (text.endswith(".") and (dateline(text) or ". " in text)))
    )


def _is_credit(text: str) -> bool:
    """Tell whether a block says whose work it is, by its words."""
    text = nfc(text).strip()
    if len(text) > _LONGEST_BYLINE or text.endswith((".", "!", "?")):
        return False
    if text.endswith("|") or _CREDIT.match(text) or _AGENCY.search(text):
        return True
    after = _AFTER.match(text)
    return after is not None and _is_names(after[1])


def _is_names(text: str) -> bool:
    """Tell whether a block is nothing but one to four names."""
    text = nfc(text).strip()
    names = _BETWEEN_NAMES.split(text)
    return len(text) <= _LONGEST_BYLINE and len(names) <= 4 and all(map(_is_name, names))


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 5 and _is_capitalised(words)


def _is_capitalised(words: Sequence[str]) -> bool:
    words = [nfc(word) for word in words]
    return bool(words) and all(_NAME_WORD.fullmatch(w) and w[0].isupper() for w in words)


def _is_dateline(text: str) -> bool:
    """Tell whether a block is a place with a day or a dash behind it."""
    found = _DATELINE.fullmatch(nfc(text))
    if found is None or not (found["day"] or found["dash"]):
        return False
    return _is_capitalised(found["place"].split())


def _cards(texts: Sequence[str]) -> tuple[Card, ...] | None:
    """Read what stands below the heading: headline, perhaps a byline, one paragraph each."""
    cards = []
    rest = list(texts)
    while rest:
        headline = rest.pop(0)
        has_byline = bool(rest) and (_is_credit(rest[0]) or _is_names(rest[0]))
        byline = rest.pop(0).removesuffix("|").rstrip() if has_byline else ""
        if not rest or not _is_headline(headline):
            return None
        cards.append(Card(headline, byline, rest.pop(0)))
    return tuple(cards)
