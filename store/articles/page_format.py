"""Read and write the page layout, byte for byte.

    file   = block *( LF LF block ) [ LF ]
    blocks = headline, byline, paragraph+, tail
    byline = author " |"  |  "|"
    tail   = sign-off LF heading, card*  |  heading, card*  |  sign-off  |  (nothing)
    card   = headline, byline, summary

Reading loses and changes nothing: `write_page(read_page(data, name)) == data`. A page that does not
fit the layout is kept whole. Writing refuses a page that would not read back as itself.

Lines end in a line feed (or CRLF, if every line of the file does). Any other character, U+2028 and
a lone carriage return included, belongs to the text, so `str.splitlines` is not used here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from store.article_parts import Layout
from store.articles.page_encoding import BOM, MAX_PAGE_BYTES, QUOTE, UNREADABLE, decoded, encoded
from store.errors import N_, PageError
from store.text import identity, nfc

HEADING = "TIN LIÊN QUAN"
"""The heading over related news, unless the page came with another spelling of it."""

_HEADINGS = frozenset(("tin liên quan", "tin bài liên quan", "các tin liên quan"))
_LONGEST_HEADING_LINE = 60
_BAR = "|"
_SIGNOFF_LIMIT = 80
_NO_SIGNOFF = frozenset('.!?…;:“”"')


class Card(msgspec.Struct, frozen=True):
    """A related piece as printed on the page."""

    headline: str
    byline: str
    """The author, without the bar; "" for a lone bar."""
    summary: str


class Page(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page in its parts; lines within a part are separated by a line feed."""

    headline: str = ""
    byline: str = ""
    """The author, without the bar; "" for a lone bar."""
    body: str = ""
    """The paragraphs, the lead first, joined by one blank line."""
    signoff: str = ""
    cards: tuple[Card, ...] = ()
    layout: Layout = Layout()


def read_page(data: bytes, name: str) -> Page:
    """Read a page of text.

    Args:
        data: the bytes of a file, UTF-8.
        name: what an error calls it, such as the name of the file.

    Returns:
        the page in its parts; or, with `layout.whole`, all of its text as the body, if it does
        not fit the layout or would not be written back byte for byte.

    Raises:
        PageError: the data is empty, too large, or not UTF-8 text.
    """
    text = decoded(data, name)
    return _parted(text) or Page(body=text, layout=Layout(whole=True))


def write_page(page: Page) -> bytes:
    """Write a page of text, UTF-8.

    Raises:
        PageError: the page would not read back as itself; the sentence names the part and what to
            do about it.
    """
    page = as_written(page)
    for fault in _faults(page):
        raise fault
    data = encoded(_text(page))
    try:
        read_back = read_page(data, "")
    except PageError as error:
        raise PageError(UNREADABLE) from error
    if read_back != page:
        raise PageError(UNREADABLE)
    return data


def as_written(page: Page) -> Page:
    """Return the page as reading it back would give it.

    Cards without a heading get the usual one; a page kept whole has its layout in its text.
    """
    layout = page.layout
    if layout.whole:
        layout = Layout(whole=True)
    elif page.cards and layout.heading is None:
        layout = msgspec.structs.replace(layout, heading=HEADING)
    return msgspec.structs.replace(page, layout=layout)


def is_heading(line: str) -> bool:
    """Tell whether a line is a heading over related news, in a spelling of rule 3."""
    if len(line) > _LONGEST_HEADING_LINE:
        return False
    return identity(line).removesuffix(":").rstrip() in _HEADINGS


def is_signoff(block: str) -> bool:
    """Tell whether a last block, with no heading after it, is a sign-off (rule 4)."""
    return (
        "\n" not in block
        and len(nfc(block)) <= _SIGNOFF_LIMIT
        and _NO_SIGNOFF.isdisjoint(block)
        and not block.rstrip().endswith(_BAR)
    )


# --- from text to parts


def _parted(text: str) -> Page | None:
    """Split a text into parts; None if it does not fit or would not be written back unchanged."""
    page = _parsed(text)
    if page is None or next(_faults(page), None) is not None or _text(page) != text:
        return None
    return page


def _parsed(text: str) -> Page | None:
    bom = text.startswith(BOM)
    line_end = _line_end(text)
    plain = text.removeprefix(BOM).replace(line_end, "\n")
    layout = Layout(bom=bom, line_end=line_end, final_newline=plain.endswith("\n"))
    headline, *rest = plain.removesuffix("\n").split("\n\n")
    if len(rest) < 2 or (byline := _author(rest[0])) is None:
        return None
    return _with_tail(Page(headline=headline, byline=byline, layout=layout), rest[1:])


def _line_end(text: str) -> Literal["\n", "\r\n"]:
    """Return the line end: CRLF only if every line ends in it."""
    return "\r\n" if "\n" in text and text.count("\r\n") == text.count("\n") else "\n"


def _author(block: str) -> str | None:
    """Read a byline, stripping its bar once (rule 2); None if the block is not a byline."""
    if block == _BAR:
        return ""
    return block.removesuffix(" |") if block.endswith(" |") else None


def _with_tail(page: Page, blocks: list[str]) -> Page | None:
    """Add what follows the byline: paragraphs, sign-off, heading and cards."""
    for place, block in enumerate(blocks):
        *above, last = block.split("\n")
        if len(above) <= 1 and is_heading(last):
            return _with_related(page, blocks[:place], above, last, blocks[place + 1 :])
    signoff = blocks.pop() if len(blocks) > 1 and is_signoff(blocks[-1]) else ""
    return msgspec.structs.replace(page, body="\n\n".join(blocks), signoff=signoff)


def _with_related(
    page: Page, paragraphs: list[str], signoff: list[str], heading: str, blocks: list[str]
) -> Page | None:
    cards = _cards(blocks)
    if cards is None:
        return None
    return msgspec.structs.replace(
        page,
        body="\n\n".join(paragraphs),
        signoff="".join(signoff),
        cards=cards,
        layout=msgspec.structs.replace(page.layout, heading=heading),
    )


def _cards(blocks: list[str]) -> tuple[Card, ...] | None:
    """Read the blocks after the heading, three to a card."""
    authors = [author for block in blocks[1::3] if (author := _author(block)) is not None]
    if 3 * len(authors) != len(blocks):
        return None
    return tuple(map(Card, blocks[0::3], authors, blocks[2::3]))


# --- from parts to text


def _text(page: Page) -> str:
    if page.layout.whole:
        return page.body
    plain = "\n\n".join(_blocks(page)) + ("\n" if page.layout.final_newline else "")
    return (BOM if page.layout.bom else "") + plain.replace("\n", page.layout.line_end)


def _blocks(page: Page) -> Iterator[str]:
    yield page.headline
    yield _bylined(page.byline)
    yield page.body
    tail = [part for part in (page.signoff, page.layout.heading) if part]
    if tail:
        yield "\n".join(tail)
    for card in page.cards:
        yield card.headline
        yield _bylined(card.byline)
        yield card.summary


def _bylined(author: str) -> str:
    return f"{author} |" if author else _BAR


# --- what keeps a page from reading back as itself


def _faults(page: Page) -> Iterator[PageError]:
    if "\0" in _text(page):
        yield PageError(N_("The page holds a NUL character, which no text may; delete it."))
    if page.layout.whole:
        yield from _faults_of_whole(page)
        return
    yield from _faults_of_headline(page.headline)
    yield from _faults_of_byline(page.byline)
    yield from _faults_of_body(page)
    yield from _faults_of_signoff(page)
    yield from _faults_of_heading(page)
    for number, card in enumerate(page.cards, 1):
        for message in _faults_of_card(card):
            yield PageError(message, number=number)
    if page.layout.line_end == "\n" and "\r\n" in _text(page):
        yield PageError(
            N_(
                "A line of the page ends in a carriage return, a line end of another system; "
                "delete and retype that line end."
            )
        )
    yield from _faults_of_size(page)


def _faults_of_whole(page: Page) -> Iterator[PageError]:
    if page != Page(body=page.body, layout=page.layout):
        yield PageError(
            N_(
                "This page was read whole, as one text, and has a headline, byline, sign-off or "
                "cards besides; read its text as a page first, or empty those."
            )
        )
    if not page.body.strip().strip(BOM):
        yield PageError(N_("The text is empty; write at least one paragraph."))
    if _parted(page.body) is not None:
        yield PageError(
            N_(
                "This page was read whole, and its text fits the page layout by now; read it as a "
                "page, then write it."
            )
        )
    yield from _faults_of_size(page)


def _faults_of_headline(headline: str) -> Iterator[PageError]:
    if not headline.strip():
        yield PageError(N_("The headline is empty; type one."))
    if "\n" in headline:
        yield PageError(N_("The headline has several lines; put it on one."))
    if headline.startswith(BOM):
        yield PageError(
            N_(
                "The headline begins with an invisible mark (a byte order mark); delete all of it "
                "and type it again."
            )
        )


def _faults_of_byline(byline: str) -> Iterator[PageError]:
    if "\n" in byline:
        yield PageError(N_("The byline has several lines; put it on one."))
    if byline.isspace():
        yield PageError(N_("The byline is nothing but spaces; type an author or empty it."))
    if byline.rstrip().endswith(_BAR):
        yield PageError(
            N_("The byline ends in a bar “|”, which the page adds by itself; delete the bar.")
        )


def _faults_of_body(page: Page) -> Iterator[PageError]:
    if not page.body.strip():
        yield PageError(N_("The text is empty; write at least one paragraph."))
    yield from _faults_of_lines(page.body)
    paragraphs = page.body.split("\n\n")
    for number, paragraph in enumerate(paragraphs, 1):
        for line in filter(is_heading, paragraph.split("\n")):
            yield PageError(
                N_(
                    "Paragraph {number} holds the line “{line}”, which is read as the heading of "
                    "the related news; word it differently."
                ),
                number=number,
                line=line,
            )
    is_end = not page.signoff and page.layout.heading is None
    if len(paragraphs) > 1 and is_end and is_signoff(paragraphs[-1]):
        yield PageError(
            N_(
                "The last paragraph, “{paragraph}”, would be read as the sign-off; add a sign-off, "
                "or end the paragraph with a full stop."
            ),
            paragraph=paragraphs[-1],
        )


def _faults_of_lines(body: str) -> Iterator[PageError]:
    """Find the lines that make it ambiguous where a paragraph ends."""
    lines = body.split("\n")
    for number, line in enumerate(lines, 1):
        if line.isspace():
            yield PageError(
                N_("Line {line} of the text is nothing but spaces; empty it or delete it."),
                line=number,
            )
        if not line and (number in (1, len(lines)) or not lines[number - 2]):
            yield PageError(
                N_(
                    "Line {line} of the text is one blank line too many; delete it: a single "
                    "one separates paragraphs."
                ),
                line=number,
            )


def _faults_of_signoff(page: Page) -> Iterator[PageError]:
    signoff = page.signoff
    if "\n" in signoff:
        yield PageError(N_("The sign-off has several lines; put it on one."))
    if signoff.isspace():
        yield PageError(N_("The sign-off is nothing but spaces; type a name or empty it."))
    if is_heading(signoff):
        yield PageError(
            N_("The sign-off “{signoff}” is read as the heading of the related news; change it."),
            signoff=_start(signoff),
        )
    if signoff and page.layout.heading is None and not is_signoff(signoff):
        yield PageError(
            N_(
                "The sign-off “{signoff}” would be read as a paragraph; keep it to {limit} "
                "characters, without . ! ? … ; : or quotation marks, and without a bar at its end."
            ),
            signoff=_start(signoff),
            limit=_SIGNOFF_LIMIT,
        )


def _faults_of_heading(page: Page) -> Iterator[PageError]:
    heading = page.layout.heading
    if heading is not None and ("\n" in heading or not is_heading(heading)):
        yield PageError(
            N_("The heading of the related news, “{heading}”, is not known; make it {usual}."),
            heading=_start(heading),
            usual=HEADING,
        )


def _faults_of_card(card: Card) -> Iterator[str]:
    """Yield sentences that name the card by its `number`."""
    if not card.headline.strip():
        yield N_("Card {number} has no headline; type one or take the card off.")
    if "\n" in card.headline:
        yield N_("The headline of card {number} has several lines; put it on one.")
    if next(_faults_of_byline(card.byline), None) is not None:
        yield N_(
            "The author of card {number} cannot be read back; put the name on one line, "
            "without a bar at its end, or empty it."
        )
    if not card.summary.strip():
        yield N_("Card {number} has no summary; type one or take the card off.")
    if next(_faults_of_lines(card.summary), None) is not None or "\n\n" in card.summary:
        yield N_("The summary of card {number} holds a blank line; make it one paragraph.")


def _start(text: str) -> str:
    return text if len(text) <= QUOTE else f"{text[:QUOTE]}…"


def _faults_of_size(page: Page) -> Iterator[PageError]:
    # A character has at most four bytes, so that only a huge page is encoded to be measured.
    text = _text(page)
    if len(text) * 4 > MAX_PAGE_BYTES and len(text.encode("utf-8", "replace")) > MAX_PAGE_BYTES:
        yield PageError(
            N_("The page has more than {limit} MB, too much to be read back; shorten it."),
            limit=MAX_PAGE_BYTES // 1_000_000,
        )
