"""Lines broken to a width, and headlines on several lines, are one paragraph again."""

from __future__ import annotations

import textwrap

import pytest

from store.articles.plain_text import is_wrapped

from .samples import BODY, HEADLINE, LEAD, read


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
