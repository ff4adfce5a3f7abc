"""A text that came by mail: its headers, its encoding, and no part of it lost."""

from __future__ import annotations

import textwrap
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest

from store.articles.plain_text import Role, read_plain_text
from store.formats.incoming import read_incoming

from .samples import BODY, HEADLINE, LEAD, SECOND, THIRD, read

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
