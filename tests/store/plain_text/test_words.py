"""No word of a plain text is lost, whatever is in it."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from store import PageError
from store.articles.page_format import read_page, write_page
from store.articles.plain_text import read_plain_text

from .samples import BODY, HEADLINE, read

LABELS = ("Tít:", "Tác giả:", "Ký tên:", "Tin liên quan")
"""What may go: the labels, and a heading with nothing below it."""
LABELLED = (
    "Tít: Một",
    "Tác giả: Kiều Vũ",
    "Ký tên: K.V",
    "Tin liên quan",
    HEADLINE,
    "Lê An",
    *BODY,
)


@given(st.lists(st.sampled_from(LABELLED), max_size=9))
def test_no_labelled_part_is_lost(parts):
    page = read("\n".join(parts))
    cards = (text for card in page.cards for text in (card.headline, card.byline, card.summary))
    told = " ".join((page.headline, page.byline, page.body, page.signoff, *cards, *LABELS * 9))
    assert not Counter(" ".join(parts).split()) - Counter(told.split())


words = st.text("aăđÀ–-|:,.?\u00a0 Bàinh", min_size=1, max_size=30)
lines = st.lists(words | st.just("") | st.sampled_from([HEADLINE, "Kiều Vũ", *BODY]), max_size=12)


@given(lines, st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans())
def test_every_letter_is_in_some_block(lines, apart, wrapped):
    text = apart.join(lines)
    told = "".join(block.text for block in read_plain_text(text, wrapped=wrapped))
    assert "".join(told.split()) == "".join(text.split())


@given(lines)
def test_a_page_that_can_be_written_reads_back(lines):
    page = read("\n\n".join(lines))
    try:
        data = write_page(page)
    except PageError:  # no headline, say: the sentence goes to whoever exports it
        return
    again = read_page(data, "trang.txt")
    assert (again.headline, again.byline, again.body) == (page.headline, page.byline, page.body)
