"""The page layout: what is read is written back byte for byte, and the other way round."""

from __future__ import annotations

import random
from collections import Counter
from itertools import chain, product
from pathlib import Path
from time import process_time
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.article_parts import Layout
from store.articles.page_encoding import MAX_PAGE_BYTES
from store.articles.page_format import (
    HEADING,
    Card,
    Page,
    as_written,
    is_heading,
    read_page,
    write_page,
)
from store.errors import PageError
from store.text import paragraphs

SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "pages"
BOM = "\ufeff"

CARD = Card("Xưởng may mở lớp học đêm", "Lê Thu", "Lớp có 40 chỗ, học phí bằng không.")
PAGE = Page(
    headline="Tổ may số 7 tặng 1.250 suất quà",
    byline="Trần An",
    body="Đà Nẵng –\xa0Sáng nay mưa to.\n\nQuà vẫn đến tay từng người.",
    signoff="Trần An",
    cards=(CARD, Card("Chợ phiên cuối tuần", "", "Mở cửa từ 6h.")),
)
WRITTEN = (
    "Tổ may số 7 tặng 1.250 suất quà\n\nTrần An |\n\n"
    "Đà Nẵng –\xa0Sáng nay mưa to.\n\nQuà vẫn đến tay từng người.\n\n"
    "Trần An\nTIN LIÊN QUAN\n\n"
    "Xưởng may mở lớp học đêm\n\nLê Thu |\n\nLớp có 40 chỗ, học phí bằng không.\n\n"
    "Chợ phiên cuối tuần\n\n|\n\nMở cửa từ 6h."
)


def read(text: str) -> Page:
    """Read a text, and see that it is written back as it came."""
    page = read_page(text.encode(), "trang.txt")
    assert write_page(page) == text.encode()
    return page


def changed(page: Page = PAGE, **fields) -> Page:
    return msgspec.structs.replace(page, **fields)


# --- reading


def test_a_page_is_read_in_its_parts():
    assert read(WRITTEN) == changed(layout=Layout(heading=HEADING))
    assert write_page(PAGE) == WRITTEN.encode()


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: BOM + text,
        lambda text: text + "\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: BOM + text.replace("\n", "\r\n") + "\r\n",
        lambda text: normalize("NFD", text),
        lambda text: text.replace(HEADING, "Các tin liên quan:"),
        lambda text: text.replace(HEADING, normalize("NFD", "TIN BÀI LIÊN QUAN")),
        lambda text: text.replace(HEADING, "Tin liên quan :"),
    ],
)
def test_the_dress_of_a_page_is_kept(dress):
    page = read(dress(WRITTEN))
    assert not page.layout.whole
    assert page.layout != Layout(heading=HEADING) or dress(WRITTEN) != WRITTEN
    assert normalize("NFC", page.body) == PAGE.body
    assert len(page.cards) == 2
    assert page.cards[1].byline == ""


def test_the_dress_in_detail():
    page = read(BOM + WRITTEN.replace("\n", "\r\n").replace(HEADING, "Tin liên quan:") + "\r\n")
    assert page.layout == Layout(
        bom=True, line_end="\r\n", final_newline=True, heading="Tin liên quan:"
    )


@pytest.mark.parametrize(
    ("tail", "paragraph_count", "signoff", "heading", "cards"),
    [
        ("", 1, "", None, 0),
        ("\n\nLan Hương", 1, "Lan Hương", None, 0),
        ("\n\nLan Hương.", 2, "", None, 0),
        ("\n\n" + "x" * 80, 1, "x" * 80, None, 0),
        ("\n\n" + "x" * 81, 2, "", None, 0),
        ("\n\n" + normalize("NFD", "ộ" * 80), 1, normalize("NFD", "ộ" * 80), None, 0),
        ("\n\nẢnh: Lan", 2, "", None, 0),
        ("\n\nLan\nHương", 2, "", None, 0),
        ("\n\nLan |", 2, "", None, 0),
        ("\n\nTIN LIÊN QUAN", 1, "", "TIN LIÊN QUAN", 0),
        ("\n\nLan\nTIN LIÊN QUAN", 1, "Lan", "TIN LIÊN QUAN", 0),
        ("\n\nLan\n\nTIN LIÊN QUAN", 2, "", "TIN LIÊN QUAN", 0),
        ("\n\nẢnh: Lan.\nTIN LIÊN QUAN", 1, "Ảnh: Lan.", "TIN LIÊN QUAN", 0),
        ("\n\nTIN LIÊN QUAN\n\nA\n\n|\n\nB", 1, "", "TIN LIÊN QUAN", 1),
        ("\n\nTIN LIÊN QUAN\n\nA\n\nC |\n\nB\nb", 1, "", "TIN LIÊN QUAN", 1),
    ],
)
def test_tails(tail, paragraph_count, signoff, heading, cards):
    page = read("Tít\n\nLan |\n\nMột câu." + tail)
    assert not page.layout.whole
    assert len(paragraphs(page.body)) == paragraph_count
    assert (page.signoff, page.layout.heading, len(page.cards)) == (signoff, heading, cards)


def test_the_only_paragraph_is_never_a_sign_off():
    page = read("Tít\n\n|\n\nMột dòng")
    assert (page.body, page.signoff) == ("Một dòng", "")


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ có tít",
        "Tít\n\nTác giả |",
        "Tít\n\nThiếu vạch\n\nMột câu.",
        "Tít\n\nA|\n\nMột câu.",
        "Tít\n\n |\n\nMột câu.",
        "Tít\n\nA | |\n\nMột câu.",
        "Hai\ndòng\n\nA |\n\nMột câu.",
        "Tít\n\nA |\n\n\nMột câu.",
        "\nTít\n\nA |\n\nMột câu.",
        "Tít\n\nA |\n\nMột câu.\n\n",
        "Tít\n\nA |\n\nMột câu.\n \nHai câu.",
        "Tít\r\n\r\nA |\n\nMột câu.",
        "Tít\n\nA |\n\nMột câu.\r\nHai câu.",
        BOM + BOM + "Tít\n\nA |\n\nMột câu.",
        "Tít\rA |\rMột câu.",
        "Tít\n\nA |\n\nTIN LIÊN QUAN",
        "Tít\n\nA |\n\nMột câu.\n\nTIN LIÊN QUAN\n\nB\n\nC |",
        "Tít\n\nA |\n\nMột câu.\n\nTIN LIÊN QUAN\n\nB\n\nC\n\nD",
        "Tít\n\nA |\n\nMột câu.\n\nTIN LIÊN QUAN\nB\n\n|\n\nD",
        "Tít\n\nA |\n\nMột câu.\nHai câu.\nTIN LIÊN QUAN\n\nB\n\n|\n\nD",
        "Tít\n\nA |\n\nMột câu.\n\nTin liên quan\nTIN LIÊN QUAN\n\nB\n\n|\n\nD",
    ],
)
def test_what_does_not_fit_is_kept_whole(text):
    assert read(text) == Page(body=text, layout=Layout(whole=True))


def test_odd_characters_are_ordinary_text():
    text = "Tí\u2028t\x1b[1m\n\n\u202eA\x85 |\n\nMột\rcâu\x0b.\u2029\x0c\x1c Hai."
    page = read(text)
    assert not page.layout.whole
    assert page.body == text.split("\n\n")[2]


def test_headings():
    for line in (
        "TIN LIÊN QUAN",
        "tin bài liên quan:",
        "Các  tin\xa0liên quan",
        "Tin liên quan : ",
    ):
        assert is_heading(line)
        assert is_heading(normalize("NFD", line))
    assert is_heading("TIN LIÊN QUAN".ljust(60))
    assert not is_heading("TIN LIÊN QUAN".ljust(61))
    for line in ("", "TIN", "Tin lien quan", "Tin liên quan đến bão", "TIN LIÊN QUAN::"):
        assert not is_heading(line)


# --- what is no page of text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "trang.txt is empty; choose a file that holds a page of text."),
        (" \n\xa0\n".encode(), "trang.txt is empty"),
        (BOM.encode(), "trang.txt is empty"),
        (b"x" * (MAX_PAGE_BYTES + 1), "trang.txt has more than the 1 MB that a page may have;"),
        (WRITTEN.encode("utf-16"), "trang.txt is not UTF-8, it looks like UTF-16; convert it"),
        (b"Title\0\n\nA |\n\nText", "trang.txt is not plain text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "trang.txt is not plain text"),
        (b"\x01\x02\x03\x04abc", "trang.txt is not plain text"),
        ("Tít\n\nA |\n\nCâu".encode() + b"\xff.", "trang.txt is not UTF-8: line 5 holds a byte"),
        ("Abc d".encode("utf-16-le"), "it looks like UTF-16"),
    ],
    ids=range(10),
)
def test_what_is_no_text_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(PageError) as caught:
        read_page(data, "trang.txt")
    assert sentence in str(caught.value)


def test_old_encodings_are_named():
    old = "của các đoàn viên".translate(str.maketrans("ủáđàê", "ñ¸®µª")).encode("latin-1")
    with pytest.raises(PageError, match=r"it looks like TCVN3 \(ABC\)"):
        read_page(old, "cu.txt")


def test_the_largest_page_is_read():
    data = b"x" * MAX_PAGE_BYTES
    assert write_page(read_page(data, "to.txt")) == data


# --- writing


def test_a_page_of_the_desk_gets_the_usual_dress():
    assert write_page(Page("Tít", "", "Một câu.")) == "Tít\n\n|\n\nMột câu.".encode()
    assert write_page(Page("Tít", "A", "Một câu.", "A", (CARD,))).decode() == (
        "Tít\n\nA |\n\nMột câu.\n\nA\nTIN LIÊN QUAN\n\n"
        f"{CARD.headline}\n\n{CARD.byline} |\n\n{CARD.summary}"
    )


WHOLE = Page(body="Chỉ có tít", layout=Layout(whole=True))


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (changed(headline=" "), "The headline is empty"),
        (changed(headline="Hai\ndòng"), "The headline has several lines"),
        (changed(byline="A\nB"), "The byline has several lines"),
        (changed(byline=" "), "The byline is nothing but spaces"),
        (changed(byline="A |"), "The byline ends in a bar “|”"),
        (changed(body=""), "The text is empty"),
        (
            changed(body="\nMột câu."),
            "Line 1 of the text is one blank line too many; delete it: a single one separates",
        ),
        (changed(body="Một câu.\n"), "Line 2 of the text is one blank line too many"),
        (changed(body="Một câu.\n\n\nHai."), "Line 3 of the text is one blank line too many"),
        (changed(body="Một câu.\n \nHai."), "Line 2 of the text is nothing but spaces"),
        (changed(body="Một.\n\nTin liên quan:"), "Paragraph 2 holds the line “Tin liên quan:”"),
        (changed(body="Một.\nTin liên quan"), "Paragraph 1 holds the line “Tin liên quan”"),
        (
            Page("Tít", "", "Một.\n\nHết"),
            "The last paragraph, “Hết”, would be read as the sign-off",
        ),
        (changed(signoff="A\nB"), "The sign-off has several lines"),
        (changed(signoff=" "), "The sign-off is nothing but spaces"),
        (changed(signoff="TIN LIÊN QUAN"), "The sign-off “TIN LIÊN QUAN” is read as the heading"),
        (Page("Tít", "", "Một.", "Ảnh: A"), "“Ảnh: A” would be read as a paragraph; keep it to 80"),
        (Page("Tít", "", "Một.", "x" * 81), f"“{'x' * 40}…” would be read as a paragraph"),
        (changed(layout=Layout(heading="Xem thêm")), "“Xem thêm”, is not known; make it TIN LIÊN"),
        (changed(layout=Layout(heading="")), "“”, is not known"),
        (changed(cards=(CARD, Card("", "", "B"))), "Card 2 has no headline"),
        (changed(cards=(Card("A\nA", "", "B"),)), "The headline of card 1 has several lines"),
        (changed(cards=(Card("A", "B|", "C"),)), "The author of card 1 cannot be read back"),
        (changed(cards=(Card("A", "", " "),)), "Card 1 has no summary"),
        (changed(cards=(Card("A", "", "B\n\nC"),)), "The summary of card 1 holds a blank line"),
        (changed(cards=(Card("A", "", "B\n"),)), "The summary of card 1 holds a blank line"),
        (changed(body="Một\r\nHai"), "A line of the page ends in a carriage return"),
        (changed(body="Một\0"), "The page holds a NUL character"),
        (changed(body="Một\ud800"), "The page holds half a character after “Một”; delete"),
        (changed(body="ộ" * 1_700_000 + "."), "The page has more than 1 MB"),
        (changed(headline=BOM + "Tít"), "The headline begins with an invisible mark"),
        (Page("\x01", "\x02", "\x03" * 9), "This page would not read back as it stands"),
        (changed(WHOLE, headline="Tít"), "This page was read whole, as one text, and has"),
        (changed(WHOLE, body=" "), "The text is empty"),
        (changed(WHOLE, body=WRITTEN), "its text fits the page layout by now"),
    ],
    ids=range(35),
)
def test_what_would_not_read_back_is_refused_with_a_sentence(page, sentence):
    with pytest.raises(PageError) as caught:
        write_page(page)
    assert sentence in str(caught.value)


def test_a_whole_page_carries_its_dress_in_its_text():
    page = changed(WHOLE, layout=Layout(whole=True, bom=True, line_end="\r\n"))
    assert write_page(page) == WHOLE.body.encode()
    assert as_written(page) == WHOLE


# --- both ways, for anything

LINES = [
    "Tổ may số 7 tặng quà", "Trần An |", "|", " |", "A | |", "A|", "Trần An", "Sáng nay mưa to.",
    "Đà Nẵng –\xa0Sáng nay có “hội”.", normalize("NFD", "Nữ đoàn viên được thưởng"), "Hai\nvế.",
    "TIN LIÊN QUAN", "Tin liên quan:", normalize("NFD", "TIN BÀI LIÊN QUAN"), "Các tin liên quan",
    "Trần An\nTIN LIÊN QUAN", "TIN LIÊN QUAN\nA", "x" * 81, " ", "\xa0", "", "\r", "\u2028", BOM,
    "ba\nvế\nTin liên quan", "a\x85b\x0bc", "\x1b[2J",
]  # fmt: skip
PLAIN = ["Tổ may số 7 tặng quà", "Trần An", "Sáng nay mưa to.", "Quà\xa0– Tết", "x" * 90]
GAPS = ["\n\n"] * 12 + ["\n", "\n\n\n", "\r\n\r\n", "\n \n", "\r", ""]
FRONT = st.sampled_from([""] * 8 + [BOM, BOM, "\n"])
BACK = st.sampled_from([""] * 8 + ["\n"] * 4 + ["\r\n", "\n\n", " "])

line = st.sampled_from(LINES)
name = st.sampled_from(["Trần An |", "|", "Nhóm phóng viên |"] * 3 + ["A"])
loose = st.lists(st.tuples(line, st.sampled_from(GAPS)), max_size=14).map(
    lambda pairs: "".join(map("".join, pairs))
)


@st.composite
def strict(draw) -> str:
    """Blocks in the right order, of which a few lines may be out of place."""
    line = st.one_of(*[st.sampled_from(PLAIN)] * 9, st.sampled_from(LINES))
    card_blocks = st.tuples(line, name, line)
    blocks = [draw(line), draw(name), *draw(st.lists(line, min_size=1, max_size=4))]
    heading = draw(st.sampled_from([[], ["TIN LIÊN QUAN"], ["Trần An\nCác tin liên quan:"]]))
    related = draw(st.lists(card_blocks, max_size=3)) if heading else []
    blocks += [*heading, *chain.from_iterable(related)]
    return "\n\n".join(blocks)


page_like = st.builds(
    lambda front, text, back, crlf: (
        front + ((text + back).replace("\n", "\r\n") if crlf else text + back)
    ),
    FRONT,
    st.one_of(loose, strict(), strict(), strict(), strict(), st.text(max_size=30)),
    BACK,
    st.sampled_from([False, False, False, True]),
)


def counted(strategy, outcome, examples: int) -> Counter[str]:
    """Run `outcome` over many examples, and count what came of them."""
    seen: Counter[str] = Counter()

    @settings(deadline=None, max_examples=examples, database=None)
    @given(strategy)
    def run(example):
        seen[outcome(example)] += 1

    run()
    return seen


def read_and_written(text: str) -> str:
    data = text.encode()
    try:
        page = read_page(data, "x")
    except PageError as error:
        return "refused" if str(error) else "mute"
    assert write_page(page) == data
    assert read_page(write_page(page), "x") == page
    return "whole" if page.layout.whole else "fits"


def test_every_text_that_is_read_is_written_back():
    seen = counted(page_like, read_and_written, 1500)
    assert seen["fits"] > 0.1 * seen.total(), seen
    assert seen["refused"] < 0.25 * seen.total(), seen


field = st.sampled_from([*LINES, "Chợ phiên cuối tuần", "Quà Tết", "Lớp học đêm.", "Hết"])
good = st.sampled_from(["Chợ phiên", "Quà Tết đến sớm.", "Hai\xa0suất –\xa0một người", "x" * 90])
either = st.one_of(good, good, good, good, field)
person = st.one_of(st.sampled_from(["", "Trần An", "Nhóm PV"]), st.just("Lê Thu"), field)
bodies = st.lists(either, min_size=1, max_size=4).map("\n\n".join)
layouts = st.builds(
    Layout,
    bom=st.booleans(),
    line_end=st.sampled_from(["\n", "\n", "\r\n"]),
    final_newline=st.booleans(),
    heading=st.sampled_from([None, None, HEADING, "Tin liên quan:", "Xem thêm"]),
)
cards = st.lists(
    st.builds(Card, either, st.sampled_from(["", "Trần An", "A|"]), either), max_size=3
).map(tuple)
pages = st.one_of(
    st.builds(Page, either, person, bodies, person, cards, st.one_of(st.just(Layout()), layouts)),
    st.builds(lambda text: Page(body=text, layout=Layout(whole=True)), page_like),
)


def written_and_read(page: Page) -> str:
    try:
        data = write_page(page)
    except PageError as error:
        return "mute" if "{" in str(error) else "refused"
    assert read_page(data, "x") == as_written(page)
    assert write_page(as_written(page)) == data
    return "whole" if page.layout.whole else "written"


def test_every_page_that_is_written_reads_back():
    seen = counted(pages, written_and_read, 1500)
    assert seen["written"] > 0.1 * seen.total(), seen
    assert seen["whole"] > 0.05 * seen.total(), seen


def test_every_short_combination_of_pieces():
    """All texts and pages of a few pieces: where an ambiguity of the grammar would show."""
    pieces = ["A", " |", "|", "B.", "\n", "\n\n", "TIN LIÊN QUAN", "\r\n"]
    seen = Counter(
        read_and_written("T\n\n|\n\n" + "".join(parts))
        for size in range(6)
        for parts in product(pieces, repeat=size)
    )
    assert seen["refused"] == 0
    assert seen["fits"] > 3000
    texts = ["A", "B.", "A\nB.", "TIN LIÊN QUAN", "A |", ""]
    outcomes = Counter(
        written_and_read(Page("T", "", "\n\n".join(body), signoff, made, Layout(heading=heading)))
        for size in (1, 2, 3)
        for body in product(texts, repeat=size)
        for signoff in texts
        for made in ((), (Card("TIN LIÊN QUAN", "A", "B"),))
        for heading in (None, HEADING)
    )
    assert outcomes["written"] > 200


def test_a_page_with_a_letter_changed_is_still_written_back():
    """Cut, double or break the page anywhere: the bytes come back, or it is refused."""
    chance = random.Random(20270518)
    seen: Counter[str] = Counter()
    for _ in range(1500):
        at, length = chance.randrange(len(WRITTEN)), chance.randrange(4)
        piece = chance.choice(["", "\n", "\r", " ", "|", "\n\n", WRITTEN[at : at + 9]])
        seen[read_and_written(WRITTEN[:at] + piece + WRITTEN[at + length :])] += 1
    assert seen["refused"] == 0
    assert seen["fits"] > 500
    assert seen["whole"] > 100


# --- the sample page, and time


def sample() -> bytes:
    files = sorted(SAMPLE.glob("*.txt")) if SAMPLE.is_dir() else []
    if not files:
        pytest.skip("the sample page is not here")
    return files[0].read_bytes()


def test_the_sample_page():
    data = sample()
    page = read_page(data, "sample")
    assert write_page(page) == data
    assert page.layout == Layout(heading="TIN LIÊN QUAN")
    assert page.byline == page.signoff == "Kiều Vũ"
    assert len(page.headline) == 71
    assert len(page.body.split("\n\n")) == 13
    assert len(page.cards) == 8
    assert page.cards[0].byline == "Kiều Vũ"
    assert page.cards[7].summary.endswith(".")


@pytest.mark.parametrize("dress", [("\n", "\r\n"), ("TIN LIÊN QUAN", "Tin liên quan:")])
def test_the_sample_page_in_another_dress(dress):
    text = BOM + normalize("NFD", sample().decode()).replace(*dress) + dress[1][:1].strip("T")
    page = read_page(text.encode(), "sample")
    assert write_page(page) == text.encode()
    assert page.layout.bom


def test_reading_and_writing_take_a_millisecond_or_so():
    text = WRITTEN.replace("Sáng nay", "Sáng nay " * 1000)
    started = process_time()
    for _ in range(5):
        write_page(read_page(text.encode(), "x"))
    assert (process_time() - started) / 5 < 0.1
