"""The closing of a mail and the signature below it are no part of the article, and are told."""

from __future__ import annotations

import pytest

from store.articles.plain_text import Role, read_plain_text

from .samples import BODY, HEADLINE, read

HEADERS = f"From: Hoàng Lâm <lam@example.vn>\nSubject: {HEADLINE}\n\n"


def mail(*parts):
    return HEADERS + "\n\n".join(parts) + "\n"


def omitted(text):
    return [one.text for one in read_plain_text(text) if one.role is Role.OMITTED]


@pytest.mark.parametrize(
    ("closing", "told"),
    [
        ("Trân trọng,\nHoàng Lâm\n0912 345 678", "Trân trọng, · Hoàng Lâm · 0912 345 678"),
        ("Trân trọng,\n\nHoàng Lâm\n\n0912 345 678", "Trân trọng, · Hoàng Lâm · 0912 345 678"),
        ("Trân trọng, Hoàng Lâm", "Trân trọng, Hoàng Lâm"),
        ("Kính thư", "Kính thư"),
        ("Trân trọng kính chào!\nLâm", "Trân trọng kính chào! · Lâm"),
        ("Thân mến,\nLâm", "Thân mến, · Lâm"),
        ("Best regards,\nHoàng Lâm\nlam@example.vn", "Best regards, · Hoàng Lâm · lam@example.vn"),
        ("Xin cảm ơn.\nHoàng Lâm\nĐT: 0912.345.678", "Xin cảm ơn. · Hoàng Lâm · ĐT: 0912.345.678"),
        ("Xin chân thành cảm ơn quý báo!", "Xin chân thành cảm ơn quý báo!"),
        ("-- \nHoàng Lâm\nCông đoàn xã Đông Anh", "Hoàng Lâm · Công đoàn xã Đông Anh"),
        ("Gửi từ iPhone của tôi", "Gửi từ iPhone của tôi"),
    ],
)
@pytest.mark.parametrize("wrapped", [True, False])
def test_it_is_left_out(closing, told, wrapped):
    text = mail(*BODY, closing)
    page = read(text, wrapped=wrapped)
    assert (page.headline, page.signoff, page.body) == (HEADLINE, "", "\n\n".join(BODY))
    assert omitted(text)[-1] == told


def test_the_sign_off_of_the_article_above_it_stays():
    page = read(mail(*BODY, "Hoàng Lâm", "Trân trọng,\nHoàng Lâm\n0912 345 678"))
    assert (page.signoff, page.body) == ("Hoàng Lâm", "\n\n".join(BODY))


def test_who_made_the_article_is_told_below_it_too():
    page = read(mail(*BODY, "Trân trọng,\nBài, ảnh: Hoàng Lâm\n0912 345 678"))
    assert (page.byline, page.body) == ("Bài, ảnh: Hoàng Lâm", "\n\n".join(BODY))


@pytest.mark.parametrize(
    "ending",
    [
        "Xin cảm ơn ông!\n\nHoàng Lâm (thực hiện)",
        "Xin cảm ơn!\n\nHoàng Lâm",
        "Trân trọng từng đồng của đoàn viên là việc của mỗi cán bộ.",
        "Thư có đoạn: “Trân trọng”.\n\nHoàng Lâm",
        f"Trân trọng,\n\n{BODY[1]}",
    ],
)
def test_what_only_looks_like_it_stays(ending):
    text = mail(*BODY[:2], ending)
    blocks = read_plain_text(text)
    assert " ".join(ending.split()) in " ".join(
        one.text for one in blocks if one.role in (Role.PARAGRAPH, Role.SIGNOFF)
    )


def test_a_text_that_is_no_mail_keeps_all():
    text = "\n\n".join([HEADLINE, *BODY, "Trân trọng,", "Hoàng Lâm"])
    assert omitted(text) == []


def test_the_report_of_an_import_names_what_was_left_out(desk, tmp_path):
    text = mail("Kính gửi tòa soạn,", *BODY, "Trân trọng,\nHoàng Lâm\n0912 345 678")
    file = tmp_path / "thư.eml"
    file.write_text(text, encoding="utf-8")
    (found,) = desk.articles.incoming.take_files([file]).taken
    assert list(map(str, found.dropped)) == [
        "“Kính gửi tòa soạn,”",
        "“Trân trọng, · Hoàng Lâm · 0912 345 678”",
    ]
    article = desk.articles[found.article]
    assert "0912 345 678" in desk.revisions.of(article).state(0).body


def test_it_takes_no_time_on_a_long_text():
    text = mail(*(f"Dòng {number}" for number in range(20_000)), "Trân trọng,\nLâm")
    assert omitted(text)[-1] == "Trân trọng, · Lâm"
