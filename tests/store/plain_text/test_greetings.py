"""The line of a mail that greets whom it was sent to is no part of the article."""

from __future__ import annotations

import pytest

from store.articles.plain_text import Role, read_plain_text

from .samples import BODY, HEADLINE, read

MAIL = f"From: Hoàng Lâm <lam@example.vn>\nSubject: {HEADLINE}\n\n"


@pytest.mark.parametrize(
    "greeting", ["Kính gửi tòa soạn,", "Kính gửi: Ban biên tập", "Chào anh Bình,", "Dear all,"]
)
def test_it_is_left_out_and_the_lead_is_the_first_paragraph(greeting):
    text = MAIL + "\n\n".join([greeting, *BODY])
    page = read(text)
    assert (page.headline, page.body) == (HEADLINE, "\n\n".join(BODY))
    assert greeting in [one.text for one in read_plain_text(text) if one.role is Role.OMITTED]


def test_a_headline_behind_it_goes_before_the_subject():
    parts = ["Kính gửi tòa soạn,", "Gửi 1.200 phần quà tới thợ may", "Bài, ảnh: Hoàng Lâm", *BODY]
    assert read(MAIL + "\n\n".join(parts)).headline == "Gửi 1.200 phần quà tới thợ may"


def test_a_headline_that_sends_something_is_none():
    parts = ["Gửi 1.200 phần quà tới thợ may", "Bài, ảnh: Hoàng Lâm", *BODY]
    assert read(MAIL + "\n\n".join(parts)).headline == "Gửi 1.200 phần quà tới thợ may"
