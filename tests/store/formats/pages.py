"""Pages for the tests of formats."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from store.article_parts import Layout
from store.articles.page_format import HEADING, Card, Page, write_page
from store.articles.page_mapping import records_of
from store.errors import PageError
from store.formats.outgoing import Outgoing

LINES = (
    "Bữa cơm ca", "Tổ may số 7 tặng 1.250 suất quà – “đến tay”", "1. Một là", "2) Hai", "- Gạch",
    "+ Cộng", "* Sao *đậm* __", "# Tít", "> Trích", "=== ---", "---", "a <b>&amp; & < > ]]> c</b>",
    "[tên](http://x.y)", "![ảnh](a.png)", "`mã` ~~bỏ~~", "\\ cuối\\", "a | b | c.", " đầu cách",
    "cuối  ", "~~~", "```", "<!-- ẩn -->", "A: b", "key: value", "Tít: x",
    "\xa0cách không ngắt\xa0", "\ttab\tgiữa", "Tiê\u0301ng Viê\u0323t NFD", "Ảnh: “Lan”: 5 < 6",
    "{{ x }} {% y %}", "😀 a\u200db", "&#32;x;",
)  # fmt: skip
line = st.sampled_from(LINES) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30
)
paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)
byline = st.sampled_from(["", "Trần An", "Nhóm *PV*", "A & B <c>"]) | line


@st.composite
def pages(draw):
    """Pages that the house layout can hold."""
    page = Page(
        headline=draw(line),
        byline=draw(byline),
        body="\n\n".join(draw(st.lists(paragraph, min_size=1, max_size=3))),
        signoff=draw(byline),
        cards=tuple(draw(st.lists(st.builds(Card, line, byline, paragraph), max_size=2))),
        layout=Layout(heading=draw(st.sampled_from([None, HEADING, "Tin liên quan:"]))),
    )
    try:
        write_page(page)
    except PageError:
        assume(False)
    return page


def outgoing(page: Page, **fields) -> Outgoing:
    article, _news = records_of(page, ())
    return Outgoing(article, **fields)
