"""Names of authors with something beside them, and the nicknames of blogs."""

import pytest

from tests.store.news.reports import only
from tests.store.news.samples import HEADLINES, SUMMARIES

TEXT = "".join(
    f"<p>{text} Đoạn này kể thêm về những người đã làm việc ấy và tuần tới sẽ làm gì.</p>"
    for text in SUMMARIES
)


def page(below):
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{HEADLINES[0]}</title></head><body><article>"
        f"<h1>{HEADLINES[0]}</h1>{below}{TEXT}</article></body></html>"
    )


@pytest.mark.parametrize(
    "name", ["Lê Thu @lethu", "Lê Thu •", "Lê Thu.", "Lê Thu Foto: Võ Bình", "Text: Lê Thu"]
)
def test_what_stands_behind_a_name_in_one_piece_with_it(desk, take, name):
    ld = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":"{name}"}}</script>'
    take("bai.html", page(ld))
    assert only(desk).author == "Lê Thu"


@pytest.mark.parametrize("name", ["John Last", "Nguyễn Ngọc Ảnh", "Ana Stand"])
def test_a_name_that_is_a_word_of_those_keeps_it(desk, take, name):
    ld = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":"{name}"}}</script>'
    take("bai.html", page(ld))
    assert only(desk).author == name


@pytest.mark.parametrize(
    "link",
    [
        '<a class="url fn" rel="author" href="/t/1">thợ_kho</a>',
        '<a href="https://kho.example/author/tho-kho/">thợ_kho</a>',
    ],
)
def test_a_nickname_that_leads_to_the_other_pieces_of_its_author(desk, take, link):
    take("bai.html", page(f"<p>Ở đây viết: {link}</p>"))
    assert only(desk).author == "thợ_kho"


def test_the_names_of_four_other_pieces_are_not_the_author(desk, take):
    names = ("Lê Thu", "Trần An", "Võ Bình", "Hồ Hà")
    take("bai.html", page("".join(f'<p class="autor">{name}</p>' for name in names)))
    assert not only(desk).author
