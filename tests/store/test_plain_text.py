"""A reporter's plain text: what each paragraph of it is guessed to be, and that no word is lost."""

from __future__ import annotations

import textwrap
from collections import Counter
from email.message import EmailMessage
from email.mime.text import MIMEText
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import PageError
from store.articles.bylines import dateline
from store.articles.history import Why
from store.articles.page_format import read_page, write_page
from store.articles.plain_text import (
    Block,
    Role,
    is_wrapped,
    joined,
    page_of_blocks,
    read_plain_text,
    with_role,
)
from store.formats.incoming import read_incoming

HEADLINE = "Khu nhà trọ Đông Anh có thêm một phòng đọc cho công nhân"
LEAD = (
    "Hà Nội – Sau giờ tan ca, gần trăm công nhân ở khu nhà trọ Đông Anh ngồi đọc sách trong căn "
    "phòng vừa được công đoàn xã sửa lại từ một nhà kho bỏ không đã nhiều năm."
)
SECOND = (
    "Phòng đọc mở cửa từ 18h đến 22h, có 1.200 đầu sách do 14 công đoàn cơ sở góp, ai cũng được "
    "mượn về trong hai tuần mà không phải đặt tiền."
)
THIRD = "Chị Lê Thị Mến, công nhân may, nói chị mượn sách cho con nhiều hơn cho mình."
BODY = (LEAD, SECOND, THIRD)


def read(text, **options):
    return page_of_blocks(read_plain_text(text, **options))


def roles(text):
    return [block.role for block in read_plain_text(text)]


@pytest.mark.parametrize("apart", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\n \t\n\n"])
@pytest.mark.parametrize(
    "byline",
    [
        "Nhóm PV",
        "Bài, ảnh: Hoàng Lâm",
        "Bài và ảnh: Hoàng Lâm – Thu Hà",
        "PV/TTXVN",
        "Trần An/TTXVN",
        "Kiều Vũ",
        "Kiều Vũ |",
        "Hoàng Lâm - Thu Hà",
        "Hoàng Lâm và Thu Hà",
        "Theo TTXVN",
        "CTV Lê Mai",
    ],
)
def test_headline_byline_and_paragraphs(apart, byline):
    page = read(apart.join([HEADLINE, byline, *BODY]))
    assert page.headline == HEADLINE
    assert page.byline == byline.removesuffix(" |")
    assert page.body == "\n\n".join(BODY)
    assert page.signoff == ""
    assert not page.layout.whole


@pytest.mark.parametrize("width", [60, 72, 76])
@pytest.mark.parametrize("apart", ["\n\n", "\n"])
def test_lines_broken_to_a_width_are_paragraphs_again(width, apart):
    lines = [HEADLINE, "Kiều Vũ", *BODY, "Kiều Vũ"]
    text = apart.join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)
    assert is_wrapped(text)
    page = read(text)
    assert (page.headline, page.byline, page.signoff) == (HEADLINE, "Kiều Vũ", "Kiều Vũ")
    assert page.body == "\n\n".join(BODY)


def test_one_line_a_paragraph_is_not_taken_for_broken_lines():
    assert not is_wrapped("\n".join([HEADLINE, "Kiều Vũ", *BODY]))


def test_a_paragraph_may_begin_with_an_indent():
    wrapped = "\n".join(textwrap.fill(line, 60, initial_indent="    ") for line in BODY)
    assert read(f"{HEADLINE}\n\n{wrapped}").body == "\n\n".join(BODY)


@pytest.mark.parametrize(
    ("last", "signoff", "byline"),
    [
        ("Kiều Vũ", "Kiều Vũ", ""),
        ("Trần An (TTXVN)", "Trần An (TTXVN)", ""),
        ("Bài, ảnh: Hoàng Lâm", "", "Bài, ảnh: Hoàng Lâm"),  # a sign-off may have no colon
    ],
)
def test_whose_work_it_is_may_stand_at_the_end(last, signoff, byline):
    page = read("\n\n".join([HEADLINE, *BODY, last]))
    assert (page.signoff, page.byline) == (signoff, byline)
    assert page.body == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "headline",
    [
        "Hà Nội - Phòng đọc của công nhân mở cửa",
        "Theo chân công nhân về quê ăn Tết",
        "Tin mới ngày 8.2: Rét đậm trở lại",
        "Ảnh động: một ngày ở xưởng may",
        "Công nhân được gì?",
        "“Tôi chỉ mong một phòng đọc”",
        "Phòng đọc đã mở cửa.",
    ],
)
def test_what_looks_like_something_else_is_still_a_headline(headline):
    page = read("\n\n".join([headline, "Kiều Vũ", *BODY]))
    assert (page.headline, page.byline) == (headline, "Kiều Vũ")


def test_a_text_without_a_headline_has_none():
    page = read("\n\n".join(BODY))
    assert (page.headline, page.byline, page.body) == ("", "", "\n\n".join(BODY))


def test_a_place_on_its_own_line_opens_the_lead():
    page = read("\n\n".join([HEADLINE, "Kiều Vũ", "Đông Anh, 12.5 –", SECOND, THIRD]))
    assert page.body == f"Đông Anh, 12.5 – {SECOND}\n\n{THIRD}"


def test_labels_are_cut_off_what_they_name():
    text = f"Tít: {HEADLINE}\nTác giả: Kiều Vũ\nSapo: {LEAD}\n{SECOND}\nKý tên: K.V"
    page = read(text)
    assert (page.headline, page.byline) == (HEADLINE, "Kiều Vũ")
    assert (page.body, page.signoff) == (f"{LEAD}\n\n{SECOND}", "K.V")


def test_a_second_label_of_what_there_is_once_stays_in_the_text():
    page = read(f"Tít: {HEADLINE}\nTác giả: Kiều Vũ\n{LEAD}\nTít: Một tít khác\n{THIRD}")
    assert (page.headline, page.byline) == (HEADLINE, "Kiều Vũ")
    assert page.body == f"{LEAD}\n\nTít: Một tít khác\n\n{THIRD}"


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


def test_related_news_below_its_heading_are_cards():
    cards = ["Xã bên cũng có phòng đọc", "Trần An", "Ba xã nữa làm theo."]
    page = read("\n".join([HEADLINE, "Kiều Vũ", *BODY, "Tin liên quan", *cards]))
    (card,) = page.cards
    assert (card.headline, card.byline, card.summary) == tuple(cards)
    assert page.layout.heading == "Tin liên quan"
    assert page.body == "\n\n".join(BODY)


def test_related_news_that_are_no_cards_stay_in_the_text():
    page = read("\n".join([HEADLINE, *BODY, "Tin liên quan", "Xã bên cũng có phòng đọc"]))
    assert page.cards == ()
    assert "Xã bên cũng có phòng đọc" in page.body + page.signoff


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_stay_as_they_came(form):
    text = normalize(form, "\n\n".join([f"Tít: {HEADLINE}", "Kiều Vũ", *BODY]))
    page = read(text)
    assert page.headline == normalize(form, HEADLINE)
    assert page.byline == normalize(form, "Kiều Vũ")
    assert page.body == normalize(form, "\n\n".join(BODY))


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        (LEAD, "Hà Nội"),
        ("TP Hồ Chí Minh - Hôm nay", "TP Hồ Chí Minh"),
        ("Hà\u00a0Nội\u00a0–\u00a0Hôm nay", "Hà\u00a0Nội"),
        ("Hôm nay – theo lịch – trời mưa", ""),
        ("Hà Nội hôm nay", ""),
        ("", ""),
    ],
)
def test_the_dateline_is_read_from_the_lead(lead, place):
    assert dateline(lead) == place


def test_the_dateline_is_a_block_of_its_own():
    blocks = read_plain_text("\n\n".join([HEADLINE, "Kiều Vũ", *BODY]))
    assert blocks[2] == Block(Role.DATELINE, "Hà Nội –")
    assert blocks[3].text.startswith("Sau giờ tan ca")
    assert page_of_blocks(blocks).body == "\n\n".join(BODY)


@pytest.mark.parametrize("lead", [LEAD.replace("–", "-"), LEAD.replace(" ", "\u00a0")])
def test_the_dash_and_the_blanks_of_a_dateline_stay(lead):
    assert read("\n\n".join([HEADLINE, lead, THIRD])).body == f"{lead}\n\n{THIRD}"


# --- headlines on several lines, ragged lines

CAPITALS = ["CHỢ PHIÊN MANG TẾT VỀ SỚM, HƠN 1.500 CÔNG NHÂN NHẬN", "QUÀ"]


@pytest.mark.parametrize("apart", ["\n\n", "\n"])
@pytest.mark.parametrize(
    ("headline", "byline"),
    [
        (CAPITALS, "Bài, ảnh: Hoàng Lâm"),
        (["Chợ phiên mang Tết về sớm cho công nhân ở", "Bắc Thăng Long"], "Bài, ảnh: Hoàng Lâm"),
        (["Chợ phiên mang Tết về sớm", "cho hơn 1.500 công nhân"], "Kiều Vũ"),
    ],
)
def test_a_headline_may_stand_on_two_lines(headline, byline, apart):
    page = read("\n".join(headline) + apart + apart.join([byline, *BODY]))
    assert (page.headline, page.byline) == (" ".join(headline), byline)
    assert page.body == "\n\n".join(BODY)


def test_a_blank_line_ends_a_headline_on_two_lines():
    page = read("\n".join(CAPITALS) + "\n\n" + "\n\n".join(BODY))
    assert (page.headline, page.byline) == (" ".join(CAPITALS), "")
    assert page.body == "\n\n".join(BODY)


def ragged(paragraph, widths):
    """Break a paragraph at one width after the other."""
    lines, words = [""], paragraph.split()
    for word in words:
        room = widths[len(lines) % len(widths)]
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


FIGURES = (
    "Tại ngày hội, Liên đoàn Lao động Hà Nội đã trao cho hơn 1.500 công nhân ở Khu công nghiệp "
    "Thăng Long những phần quà Tết. Ông Nguyễn Văn Nam nói 1.200 suất là của các doanh nghiệp "
    "góp, phần còn lại do Công đoàn Việt Nam lo. Ngày hội kéo dài đến ngày 12 tháng Giêng năm "
    "nay, có 14 Công đoàn cơ sở bày hàng, giá rẻ hơn ngoài chợ từ 10 đến 30 phần trăm."
)


@pytest.mark.parametrize("widths", [(86, 70, 78), (60, 86, 72), (86, 58), (80, 84, 64, 76)])
@pytest.mark.parametrize("wrapped", [None, True])
def test_ragged_lines_are_paragraphs_again(widths, wrapped):
    parts = [HEADLINE, "Kiều Vũ", FIGURES, LEAD, FIGURES, "Kiều Vũ"]
    page = read("\n\n".join(ragged(part, widths) for part in parts), wrapped=wrapped)
    assert (page.headline, page.byline, page.signoff) == (HEADLINE, "Kiều Vũ", "Kiều Vũ")
    assert page.body == "\n\n".join([FIGURES, LEAD, FIGURES])


def test_a_figure_begins_no_entry_of_a_list():
    text = f"{HEADLINE}\n\nNgày hội trao quà cho hơn\n1.500 công nhân.\n\nCó:\n1. Quà\n2. Vé"
    page = read(text, wrapped=True)
    assert page.body.split("\n\n") == [
        "Ngày hội trao quà cho hơn 1.500 công nhân.", "Có:", "1. Quà", "2. Vé"
    ]  # fmt: skip


# --- mail

FOLDED = HEADLINE.replace(" một", "\n một")
HEADERS = "From: Hoàng Lâm <lam@example.vn>\nTo: toa-soan@example.vn\nDate: Tue, 1 Dec 2026\n"


@pytest.mark.parametrize(
    "headers",
    [
        f"{HEADERS}Subject: {HEADLINE}\nX-Mailer: Thư 1.0\n",
        f"{HEADERS}Subject: Fwd: Re: {HEADLINE}\n",
        f"Received: from a\n by b\nSubject: {FOLDED}\n{HEADERS}",
        f"Từ: Hoàng Lâm\nNgày: 1.12.2026\nChủ đề: {HEADLINE}\nĐến: Tòa soạn\n",
        f"From lam@example.vn Tue Dec  1\n{HEADERS}Subject: {HEADLINE}\n",
    ],
)
@pytest.mark.parametrize("byline", ["", "Bài, ảnh: Hoàng Lâm\n\n"])
def test_the_subject_of_a_mail_is_the_headline_and_its_headers_are_no_text(headers, byline):
    body = "\n\n".join(textwrap.fill(line, 72) for line in BODY)
    page = read(f"{headers}\n{byline}{body}\n")
    assert (page.headline, page.byline) == (HEADLINE, byline.strip())
    assert page.body == "\n\n".join(BODY)


@pytest.mark.parametrize("subject", [HEADLINE, "Bài gửi tòa soạn"])
def test_a_headline_in_the_mail_goes_before_its_subject(subject):
    text = "\n\n".join([HEADLINE, "Bài, ảnh: Hoàng Lâm", *BODY])
    page = read(f"{HEADERS}Subject: {subject}\n\n{text}")
    assert (page.headline, page.byline) == (HEADLINE, "Bài, ảnh: Hoàng Lâm")
    assert page.body == "\n\n".join(BODY)


def test_a_labelled_headline_goes_before_the_subject():
    page = read(f"{HEADERS}Subject: Gửi tòa soạn\n\nTít: {HEADLINE}\n\n{LEAD}\n\n{THIRD}")
    assert (page.headline, page.body) == (HEADLINE, f"{LEAD}\n\n{THIRD}")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("is_in_parts", [False, True])
def test_a_kept_message_is_read_by_its_encoding(encoding, is_in_parts):
    message = EmailMessage()
    message["From"] = "Hoàng Lâm <lam@example.vn>"
    message["Subject"] = HEADLINE
    message.set_content("\n\n".join(BODY), cte=encoding)
    if is_in_parts:
        message.add_alternative("<p>khác</p>", subtype="html")
        message.add_attachment(b"anh", maintype="image", subtype="png")
    page = read(message.as_bytes().decode())
    assert (page.headline, page.body) == (HEADLINE, "\n\n".join(BODY))


def message(**headers):
    made = EmailMessage()
    made["From"], made["Subject"] = "Hoàng Lâm <lam@example.vn>", HEADLINE
    for name, value in headers.items():
        made[name] = value
    return made


def in_html():
    made = message()
    made.set_content("".join(f"<p>{line}</p>" for line in BODY), subtype="html", cte="base64")
    return made


def around_a_picture():
    made = message()
    made.set_content(LEAD)
    made.add_attachment(b"anh", maintype="image", subtype="png", filename="ảnh.png")
    for line in BODY[1:]:
        made.attach(MIMEText(line, "plain", "utf-8"))
    return made


def shorter_beside_html():
    made = message()
    made.set_content(f"{LEAD}\n\nXem tiếp trong bản HTML.")
    made.add_alternative("".join(f"<div>{line}</div>" for line in BODY), subtype="html")
    return made


def attached_as_text():
    made = message()
    made.set_content(LEAD)
    made.add_attachment("\n\n".join(BODY[1:]), filename="bài.txt")
    return made


def forwarded():
    made, inner = message(), message()
    inner.set_content("\n\n".join(BODY[1:]))
    del inner["Subject"]
    made.set_content(LEAD)
    made.add_attachment(inner)
    return made


def with_few_words_that_came_before():
    made = message()
    made.set_content("\n\n".join(BODY[:2]))
    made.make_mixed()
    made.attach(MIMEText(THIRD, "plain", "utf-8"))
    return made


@pytest.mark.parametrize(
    "made",
    [
        in_html,
        around_a_picture,
        shorter_beside_html,
        attached_as_text,
        forwarded,
        with_few_words_that_came_before,
    ],
)
def test_no_part_of_a_kept_message_is_lost(made):
    page = read(made().as_bytes().decode())
    assert (page.headline, page.body) == (HEADLINE, "\n\n".join(BODY))


def test_what_stands_behind_the_parts_is_text():
    made = message()
    made.set_content(LEAD)
    made.make_mixed()
    text = f"{made.as_bytes().decode()}\n{SECOND}\n\n{THIRD}\n"
    assert read(text).body == "\n\n".join(BODY)


def test_lines_that_flow_are_paragraphs():
    flowed = "\n\n".join(textwrap.fill(line, 40).replace("\n", " \n") for line in BODY)
    kind = "Content-Type: text/plain; charset=utf-8; format=flowed\n"
    page = read(f"{HEADERS}Subject: {HEADLINE}\n{kind}\n{flowed}\n", wrapped=False)
    assert page.body == "\n\n".join(BODY)


@pytest.mark.parametrize("charset", ["us-ascii", "iso-8859-1", "gb2312", "windows-1258", "x-none"])
def test_a_message_that_was_copied_as_letters_may_declare_any_encoding(charset):
    kind = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n"
    assert read(f"{HEADERS}Subject: {HEADLINE}\n{kind}\n{THIRD}\n").body == THIRD


def test_parts_whose_boundary_is_missing_are_read_as_they_stand():
    kind = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n"
    assert THIRD in read(f"{HEADERS}Subject: {HEADLINE}\n{kind}\n{THIRD}\n").body


def test_a_mail_names_what_is_attached_and_not_read(tmp_path):
    made = message()
    made.set_content("\n\n".join(BODY))
    made.add_attachment(b"PK", maintype="application", subtype="zip", filename="bài gốc.docx")
    file = tmp_path / "thư.eml"
    file.write_bytes(made.as_bytes())
    taken, _original = read_incoming(file)
    assert [str(one) for one in taken.dropped] == ["attached, and not read: bài gốc.docx"]
    omitted = [b.text for b in read_plain_text(file.read_text()) if b.role is Role.OMITTED]
    assert omitted[0].endswith(" · bài gốc.docx")


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_in_another_encoding_is_read_by_what_it_declares(desk, tmp_path, kind):
    body = "Café Élise: “Bánh mì” à la française."
    head = f"{HEADERS}Subject: Quan\nContent-Type: text/{kind}; charset=windows-1252\n\n"
    file = tmp_path / "thư.eml"
    file.write_bytes(head.encode("ascii", "replace") + body.encode("cp1252"))
    (found,) = desk.articles.incoming.take_files([file]).taken
    assert desk.articles[found.article].body == body


def test_a_mail_with_large_pictures_is_read(desk, tmp_path):
    made = message()
    made.set_content("\n\n".join(BODY))
    made.add_attachment(bytes(2_000_000), maintype="image", subtype="png", filename="ảnh.png")
    file = tmp_path / "thư.eml"
    file.write_bytes(made.as_bytes())
    (found,) = desk.articles.incoming.take_files([file]).taken
    article = desk.articles[found.article]
    assert (article.headline, article.body) == (HEADLINE, "\n\n".join(BODY))
    assert "ảnh.png" in str(found.dropped)
    first = desk.revisions.of(article).state(0).body
    assert first.startswith("From: Hoàng Lâm")
    assert THIRD in first
    assert len(first) < 2_000


def test_a_mail_of_which_only_the_beginning_was_read_is_refused(desk, tmp_path):
    made = message()
    made.set_content(LEAD)
    made.add_attachment(bytes(2_000_000), maintype="image", subtype="png", filename="ảnh.png")
    made.attach(MIMEText(SECOND, "plain", "utf-8"))
    file = tmp_path / "thư.txt"  # a text may have less
    file.write_bytes(made.as_bytes())
    (one,) = desk.articles.incoming.take_files([file]).refused
    assert "more than the 1 MB" in str(one.why)


@pytest.mark.parametrize("first", ["Từ: đầu năm đến nay", "Ngày: 12.5", "Subject matters: a talk"])
def test_a_line_with_a_colon_makes_no_mail(first):
    page = read("\n".join([HEADLINE, first, *BODY]))
    assert first in page.body or first in page.byline
    assert read("\n\n".join([first, *BODY])).headline == first


# --- corrections


def test_only_one_block_is_the_headline():
    blocks = read_plain_text("\n\n".join([HEADLINE, "Kiều Vũ", *BODY]))
    changed = with_role(blocks, 4, Role.HEADLINE)
    assert [block.role for block in changed] == [
        Role.PARAGRAPH, Role.BYLINE, Role.DATELINE, Role.PARAGRAPH, Role.HEADLINE, Role.PARAGRAPH
    ]  # fmt: skip
    assert page_of_blocks(changed).headline == SECOND


def test_a_block_is_joined_to_the_one_above():
    blocks = read_plain_text("\n\n".join([HEADLINE, *BODY]))
    assert joined(blocks, 2)[1] == Block(Role.PARAGRAPH, LEAD)  # its dateline
    assert joined(blocks, 3)[2].text == f"{LEAD.removeprefix('Hà Nội – ')} {SECOND}"
    assert joined(blocks, 0) == blocks


def test_what_is_left_out_is_not_on_the_page():
    blocks = with_role(read_plain_text("\n\n".join([HEADLINE, *BODY])), 3, Role.OMITTED)
    assert page_of_blocks(blocks).body == f"{LEAD}\n\n{THIRD}"


# --- no word is lost

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


# --- on the desk

TEXT = "\n".join([HEADLINE, "Kiều Vũ", *BODY])


def test_a_plain_text_comes_in_as_a_page_and_its_first_revision_is_the_text(desk):
    article = desk.articles.import_page(TEXT.encode(), "bài.txt", blocks=read_plain_text(TEXT))
    assert (article.headline, article.byline) == (HEADLINE, "Kiều Vũ")
    assert not article.needs_review
    history = desk.revisions.of(article)
    assert [revision.why for revision in history.revisions] == [Why.BEFORE, Why.IMPORT]
    assert history.state(0).body == TEXT


def test_a_page_comes_in_as_it_is(desk, page_bytes):
    article = desk.articles.import_page(page_bytes, "trang.txt", blocks=())
    assert desk.articles.page_bytes(article) == page_bytes
    assert len(desk.revisions.of(article).revisions) == 1


def test_one_undo_takes_a_plain_text_off_the_desk(desk):
    desk.articles.import_page(TEXT.encode(), "bài.txt", blocks=read_plain_text(TEXT))
    desk.undo.step_back()
    assert len(desk.articles) == 0


def test_a_text_that_was_kept_whole_is_read_with_blocks(desk):
    article = desk.articles.import_page(TEXT.encode(), "bài.txt")
    assert article.needs_review
    now = desk.articles.read_again(article, read_plain_text(article.body))
    assert (now.headline, now.needs_review) == (HEADLINE, False)
    desk.undo.step_back()
    assert desk.articles[article.id].body == TEXT
