"""The authors of a saved page: in its byline, in JSON-LD, spelled as the page does."""

import json

import pytest

from tests.store.news.reports import only
from tests.store.news.samples import HEADLINES, SUMMARIES

TEXT = "".join(
    f"<p>{text} Đoạn này kể thêm về những người đã làm việc ấy và tuần tới sẽ làm gì.</p>"
    for text in SUMMARIES
)


def page(below="", head="", ld=None):
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{HEADLINES[0]}</title>{head}{script}</head><body><article>"
        f"<h1>{HEADLINES[0]}</h1>{below}{TEXT}</article></body></html>"
    )


def person(name, kind="Person"):
    return {"@type": kind, "name": name}


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Bài, ảnh: LÊ THU - TRẦN AN", "LÊ THU, TRẦN AN"),
        ("Tác giả: Lê Thu và Trần An", "Lê Thu, Trần An"),
        ("By Jane Doe and John Roe", "Jane Doe, John Roe"),
        ("By Jane Doe, April 18, 2027 2:30 pm", "Jane Doe"),
        ("Von Lena Kern am 18.04.2027 um 11:14 Uhr", "Lena Kern"),
        ("Por Ana de la Cruz 4 mayo, 2027", "Ana de la Cruz"),
    ],
)
def test_a_byline(desk, take, line, author):
    take("bai.html", page(f"<div class='x1'>{line}</div>"))
    assert only(desk).author == author


@pytest.mark.parametrize("line", ["By the end of the year all is done", "Von der Werft an den Kai"])
def test_a_sentence_is_no_byline(desk, take, line):
    take("bai.html", page(f"<div class='x1'>{line}</div>"))
    assert not only(desk).author


@pytest.mark.parametrize(
    ("ld", "author"),
    [
        (
            {"@type": "NewsArticle", "author": [person("Lê Thu"), person("Trần An")]},
            "Lê Thu, Trần An",
        ),
        ({"@type": ["NewsArticle"], "author": ["Lê Thu", "Trần An"]}, "Lê Thu, Trần An"),
        (
            {
                "@graph": [
                    {"@type": "Article", "author": {"@id": "#a"}},
                    {**person("Lê Thu"), "@id": "#a"},
                ]
            },
            "Lê Thu",
        ),
        (
            {
                "@type": "NewsArticle",
                "author": [person("Hãng Tin", "Organization"), person("Lê Thu")],
            },
            "Lê Thu",
        ),
        ({"@type": "NewsArticle", "author": person("Hãng Tin", "Organization")}, "Hãng Tin"),
        ({"@type": "Recipe", "author": "https://facebook.example/a"}, ""),
    ],
    ids=["people", "strings", "by reference", "beside a house", "a house alone", "an address"],
)
def test_authors_in_json(desk, take, ld, author):
    take("bai.html", page(ld=ld))
    assert only(desk).author == author


@pytest.mark.parametrize("name", ["Günter W. Kienitz", "jan.mai", "LÊ THU", "Ana Muñoz C."])
def test_a_name_is_spelled_as_the_page_does(desk, take, name):
    take("bai.html", page(head=f'<meta name="author" content="{name}">'))
    assert only(desk).author == name


def test_the_site_is_no_author_beside_people(desk, take):
    head = (
        '<meta property="og:site_name" content="Báo Cảng"><meta name="author" content="Báo Cảng">'
    )
    take("bai.html", page("<p>Bài: Lê Thu</p>", head))
    assert only(desk).author == "Lê Thu"


@pytest.mark.parametrize("marked", ["author", "article__author", "detail-author", "byline name"])
def test_who_is_marked_as_the_author_comes_before_the_site(desk, take, marked):
    head = (
        '<meta property="og:site_name" content="Báo Cảng"><meta name="author" content="Báo Cảng">'
    )
    take("bai.html", page(f'<div class="{marked}">LÊ THU - Trần An</div>', head))
    assert only(desk).author == "LÊ THU, Trần An"


def test_a_paper_is_no_author_beside_people(desk, take):
    head = '<meta name="author" content="Báo Bến Cảng">'
    take("một.html", page('<p class="author">Lê Thu</p>', head))
    assert only(desk).author == "Lê Thu"


def test_a_paper_that_is_the_only_author_is_one(desk, take):
    take("bai.html", page(head='<meta name="author" content="Báo Bến Cảng">'))
    assert only(desk).author == "Báo Bến Cảng"


@pytest.mark.parametrize("name", ["admin", "Name", "Follow"])
def test_what_stands_in_the_place_of_a_name_is_none(desk, take, name):
    take("bai.html", page(head=f'<meta name="author" content="{name}">'))
    assert not only(desk).author


def test_json_that_is_broken_or_deep_harms_nothing(desk, take):
    deep = '{"@type":"Article","author":' + "[" * 50_000 + "]" * 50_000 + "}"
    head = "".join(
        f'<script type="application/ld+json">{one}</script>' for one in ("{", deep, "[1]")
    )
    take("bai.html", page(head=f'{head}<meta name="author" content="Lê Thu">'))
    assert only(desk).author == "Lê Thu"
