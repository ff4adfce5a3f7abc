"""A reporter's plain text, read as the parts of a page: a guess, to be looked at and corrected.

A text that fits the page layout never comes here (`store.articles.page_format`): this reads what
arrives by mail or from a word processor, a headline, perhaps a byline, paragraphs parted by blank
lines or one to a line, hard-wrapped or not, and a name at the end.

Only white space between lines is changed, and a label such as “Tít:” in front of what it names.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from store.article_parts import Layout
from store.articles.bylines import dateline, is_credit, is_dateline, is_names, split_dateline
from store.articles.line_joining import are_wrapped, is_headline, paragraphs
from store.articles.mail_closing import Closed, without_closing
from store.articles.mail_text import read_mail
from store.articles.page_format import Card, Page, is_heading, is_signoff
from store.text import identity, nfc


class Role(StrEnum):
    """What a block of the text is on the page."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    """The place that opens the lead, with the dash behind it."""
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


_GREETING: Final = re.compile(
    r"(?:(?:kính|thân)\s+(?:gửi|chào|thưa)\s*:?\s+[^.!?]{1,60}[,:!.]?"
    r"|(?:gửi|chào|dear)\s+[^.!?]{1,40}[,:!])\s*\Z",
    re.I,
)
_BEHIND_PLACE: Final = " \u00a0-–—:"
_LABELS: Final = {
    Role.HEADLINE: re.compile(r"(?:tít|tiêu đề|tựa(?: đề)?|headline|title)\s*:\s*", re.I),
    Role.BYLINE: re.compile(r"(?:tác giả|bút danh|byline|author)\s*:\s*", re.I),
    Role.PARAGRAPH: re.compile(r"(?:sapo|sa pô|chapeau|lead)\s*:\s*", re.I),
    Role.SIGNOFF: re.compile(r"(?:ký tên|sign-off)\s*:\s*", re.I),
}


def read_plain_text(text: str, *, wrapped: bool | None = None) -> tuple[Block, ...]:
    """Read a plain text block by block, and guess what each is on the page.

    The subject of a mail is the headline, unless the text has one of its own; the line that greets
    whom it was sent to is left out, and so are its closing and signature.

    Args:
        text: what was pasted or read from a file.
        wrapped: whether lines are to be joined to paragraphs; None to judge by the text.
    """
    mail = read_mail(text)
    told, closing = without_closing(mail.text) if mail else Closed(text)
    if wrapped is None:
        wrapped = are_wrapped(told)
    texts = list(paragraphs(told, wrapped=wrapped))
    if mail is None:
        return _guessed(texts)
    greeting = texts.pop(0) if len(texts) > 1 and _GREETING.match(nfc(texts[0])) else ""
    has_own = _opens_with(mail.subject, texts)
    opening = [(Role.OMITTED if has_own else Role.HEADLINE, mail.subject)]
    opening += [(Role.OMITTED, mail.headers), (Role.OMITTED, greeting)]
    blocks = _guessed(texts, [Block(role, text) for role, text in opening if text])
    return (*blocks, Block(Role.OMITTED, closing)) if closing else blocks


def is_wrapped(text: str) -> bool:
    """Tell whether the lines of a plain text were broken to a width."""
    mail = read_mail(text)
    return are_wrapped(without_closing(mail.text).text if mail else text)


def left_out(text: str) -> list[str]:
    """Return what is left out of a mail besides its headers: greeting, closing, another subject."""
    mail = read_mail(text)
    if mail is None:
        return []
    blocks = read_plain_text(text)
    headline = next((one.text for one in blocks if one.role is Role.HEADLINE), "")
    known = (mail.headers, headline)
    omitted = (one.text for one in blocks if one.role is Role.OMITTED)
    return [one for one in omitted if identity(one) not in map(identity, known)]


def page_of_blocks(blocks: Sequence[Block]) -> Page:
    """Return the page that some blocks make."""
    of = {block.role: block.text for block in reversed(blocks)}
    body = [block.text for block in blocks if block.role is Role.PARAGRAPH]
    related = [block.text for block in blocks if block.role is Role.RELATED]
    if place := of.get(Role.DATELINE):
        if not place.endswith(("–", "-")):
            place = f"{place.rstrip(_BEHIND_PLACE)} –"
        body[:1] = [" ".join([place, *body[:1]])]
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
    role = block.role if above.role is Role.DATELINE else above.role
    both = Block(role, f"{above.text} {block.text}")
    return (*blocks[: place - 1], both, *blocks[place + 1 :])


# --- what each block is


def _guessed(texts: list[str], opening: Sequence[Block] = ()) -> tuple[Block, ...]:
    roles: list[Role | None] = [block.role for block in opening]
    written = [*(block.text for block in opening), *texts]
    for place, text in enumerate(texts):
        role, rest = _labelled(text)
        if role in ONLY_ONE and role in roles:  # a second one is a part of the text
            role = Role.PARAGRAPH
        elif role:
            texts[place] = rest
        roles.append(role)
    texts = [*(block.text for block in opening), *texts]
    heading = next((n for n, text in enumerate(texts) if n and is_heading(text)), len(texts))
    if _cards(written[heading + 1 :]) is None:
        heading = len(texts)
    texts[heading:] = written[heading:]
    roles[heading:] = [Role.RELATED] * len(roles[heading:])
    _guess_above(texts, roles, len(opening))
    _guess_below(texts[:heading], roles)
    blocks = [Block(role or Role.PARAGRAPH, text) for role, text in zip(roles, texts, strict=True)]
    return _with_dateline(blocks)


def _opens_with(subject: str, texts: Sequence[str]) -> bool:
    """Tell whether a mail has a headline of its own: labelled, with a byline, or its subject."""
    headline, below = [*texts[:2], "", ""][:2]
    if any(_labelled(text)[0] is Role.HEADLINE for text in texts):
        return True
    return bool(headline) and (
        identity(headline) == identity(subject)
        or (_may_be_headline(headline) and not is_credit(headline) and is_credit(below))
    )


def _with_dateline(blocks: list[Block]) -> tuple[Block, ...]:
    """Return the blocks with the place that opens the lead as one of its own."""
    lead = next((n for n, b in enumerate(blocks) if b.role is Role.PARAGRAPH), None)
    parts = split_dateline(blocks[lead].text) if lead is not None else None
    if lead is None or parts is None or any(b.role is Role.DATELINE for b in blocks):
        return tuple(blocks)
    place, text = parts
    blocks[lead : lead + 1] = [Block(Role.DATELINE, place), Block(Role.PARAGRAPH, text)]
    return tuple(blocks)


def _labelled(text: str) -> tuple[Role | None, str]:
    """Read a label in front of a block, and return what it names and the rest."""
    for role, label in _LABELS.items():
        if (found := label.match(nfc(text))) and found.end() < len(nfc(text)):
            return role, text.partition(":")[2].lstrip()
    return None, text


def _guess_above(texts: Sequence[str], roles: list[Role | None], first: int) -> None:
    """Guess headline, byline and dateline, which open the text in any order, from a place on."""
    for place, text in list(enumerate(texts))[first : first + 4]:
        if roles[place] is None:
            is_last = place == len(texts) - 1
            role = _opening_role(text, roles[:place], is_last=is_last)
            roles[place] = Role.PARAGRAPH if role in roles[place:] else role  # labelled below
        if roles[place] in (None, Role.PARAGRAPH):
            return


def _opening_role(text: str, above: Sequence[Role | None], *, is_last: bool) -> Role | None:
    if Role.BYLINE not in above and not is_last:
        is_first = not above
        if is_credit(text) or (not is_first and is_names(text)):
            return Role.BYLINE
    if Role.HEADLINE not in above and _may_be_headline(text):
        return Role.HEADLINE
    if Role.DATELINE not in above and above and not is_last and is_dateline(text):
        return Role.DATELINE
    return None


def _guess_below(texts: Sequence[str], roles: list[Role | None]) -> None:
    """Guess the sign-off: the last block, where a paragraph stands above it."""
    last = len(texts) - 1
    if last < 1 or roles[last] is not None or roles[last - 1] not in (None, Role.PARAGRAPH):
        return
    if is_signoff(texts[last]) and Role.SIGNOFF not in roles:
        roles[last] = Role.SIGNOFF
    elif is_credit(texts[last]) and Role.BYLINE not in roles:
        roles[last] = Role.BYLINE  # “Bài, ảnh: …” has a colon, which no sign-off may (rule 4)


def _may_be_headline(text: str) -> bool:
    return is_headline(text) and (
        text.endswith("..") or not (text.endswith(".") and (dateline(text) or ". " in text))
    )


def _cards(texts: Sequence[str]) -> tuple[Card, ...] | None:
    """Read what stands below the heading: headline, perhaps a byline, one paragraph each."""
    cards = []
    rest = deque(texts)
    while rest:
        headline = rest.popleft()
        has_byline = bool(rest) and (is_credit(rest[0]) or is_names(rest[0]))
        byline = rest.popleft().removesuffix("|").rstrip() if has_byline else ""
        if not rest or not _may_be_headline(headline):
            return None
        cards.append(Card(headline, byline, rest.popleft()))
    return tuple(cards)
