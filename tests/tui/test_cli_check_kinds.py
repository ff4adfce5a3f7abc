"""`toasoan check FILE`: each kind of file is read as it is taken in, or refused in a sentence."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from store import Article, open_desk
from store.formats.registry import form_of
from tests.tui.cli import refused, toasoan

BAD = "Hẹn ngày 31.4 nhé, cả tổ may cùng đi."
PAGE = f"Tổ may trao quà\n\nAn |\n\n{BAD}\n\nAn"


@pytest.fixture(autouse=True)
def no_desk(home):
    return home


def file(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def mail(**options):
    made = EmailMessage()
    made["From"], made["Subject"] = "Lâm <lam@example.vn>", "Tổ may trao quà"
    made.set_content(f"Kính gửi tòa soạn,\n\n{BAD}\n\nTrân trọng,\nLâm\n", **options)
    return made.as_bytes()


KINDS = {
    "a.md": f"# Tổ may trao quà\n\n{BAD.replace('31.4', '**31.4**')}\n",
    "a.html": f"<html><body><h1>Tổ may trao quà</h1><p>{BAD}</p></body></html>",
    "a.eml": mail(cte="base64"),
    "b.eml": mail(cte="quoted-printable"),
    "a.txt": mail(cte="8bit"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_plain_text_is_checked_as_it_is_taken_in(tmp_path, name):
    path = file(tmp_path, name, KINDS[name])
    done = toasoan("check", path)
    assert done.code == 1
    assert f"{path}:paragraph 1: block impossible-day “31.4”" in done.lines[0]
    assert done.err == ""


def test_a_word_file_is_checked(tmp_path):
    with open_desk(tmp_path / "d.json") as desk:
        article = desk.records.add(Article(headline="Tổ may trao quà", byline="An", body=BAD))
        path = desk.articles.export(article, tmp_path, form=form_of("docx"))
    done = toasoan("--lang", "vi", "check", path)
    assert done.code == 1
    assert f"{path}:đoạn 1: chặn impossible-day" in done.out.decode()


def test_what_greets_and_closes_a_mail_is_not_checked(tmp_path):
    path = file(tmp_path, "a.eml", KINDS["a.eml"])
    assert [one["rule"] for one in toasoan("check", "--json", path).json] == ["impossible-day"]


def test_standard_input_may_be_a_mail():
    done = toasoan("check", "-", stdin=KINDS["a.eml"])
    assert done.code == 1
    assert done.lines[0].startswith("-:paragraph 1: block impossible-day")


def test_a_plain_text_has_its_lines_and_several_are_told_one_after_the_other(tmp_path):
    first, second = file(tmp_path, "a.txt", PAGE), file(tmp_path, "b.txt", f"x\n{BAD}")
    done = toasoan("check", second, first)
    assert [line.partition(": ")[0] for line in done.lines] == [f"{second}:2:10", f"{first}:5:10"]


REFUSED = {
    "rỗng.txt": (b"", "rỗng.txt is empty"),
    "trắng.txt": (b" \n\n", "trắng.txt is empty"),
    "rỗng.md": (b"", "rỗng.md"),
    "cũ.txt": (b"c\xabng \xae\xb5n \xae\xb7 trao qu\xb5 cho c\xb8c n\xf7", "TCVN3"),
    "rộng.txt": (BAD.encode("utf-16"), "UTF-16"),
    "hỏng.docx": (b"PK hong", "hỏng.docx"),
    "rỗng.docx": (b"", "rỗng.docx"),
    "ảnh.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "not plain text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, name):
    data, told = REFUSED[name]
    refused(toasoan("check", file(tmp_path, name, data)), told)


def test_a_folder_and_what_is_not_there_are_refused(tmp_path):
    refused(toasoan("check", tmp_path), "is a folder; name the files in it")
    refused(toasoan("check", tmp_path / "không.docx"), "không.docx")
    refused(toasoan("check", "-"), "standard input is empty")


def test_beside_one_that_is_refused_the_others_are_checked(tmp_path):
    good = file(tmp_path, "a.txt", PAGE)
    done = toasoan("check", tmp_path / "không.md", good)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert len(done.lines) == 1
