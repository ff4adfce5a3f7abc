"""Web pages of others: no word of the article is lost, and what stands around it is left."""

from __future__ import annotations

import pytest

from store import PageError
from store.formats import html

from ..disk import one_sentence
from .samples import ADDED, LINES, page_out, said, texts_of, words


def test_a_web_page_of_others_is_read_and_says_what_it_lost():
    body = "".join(
        f"<p>Câu {n} của bài, đủ dài để là một đoạn văn trong trang.</p>" for n in "1234"
    )
    text = (
        "<html><head><meta charset='utf-8'><title>Bữa cơm ca</title></head><body>"
        f"<nav>Trang chủ</nav><article><h1>Bữa cơm ca</h1><img src=x>{body}</article></body></html>"
    )
    read = html.read(text.encode(), "bài.html")
    assert read.page.headline == "Bữa cơm ca"
    assert read.page.body.count("\n\n") == 3
    assert "pictures (1)" in said(read)
    assert "what stands around the article" in said(read)


SURROUNDED = (
    "<header><a href=/>Báo Mẫu</a></header><div><h1>Quà Tết</h1>"
    "<div class=share><a href=#>Chia sẻ</a></div><div>{}</div>"
    "<ul><li><a href=1>Tin khác</a></li></ul></div><div>Bình luận (3)</div>"
    "<footer>Bản quyền</footer>"
)


@pytest.mark.parametrize("around", ["{}", "<h1>Quà Tết</h1>{}", SURROUNDED])
@pytest.mark.parametrize(
    "body",
    [
        "{0}<p>{1}</p><ul><li>{2}<li>{3}</ul><p>{4}</p>",
        "<p>{0}</p>{1}<table><tr><td>{2}</td></tr><tr><td>{3}</td></tr></table>{4}",
        "{0}<br>{1}<br><br>{2}<br>{3}<!-- -->\n<p>{4}",
        "<div>{0}</div>{1}<dl><dt>{2}<dd>{3}</dl><blockquote>{4}</blockquote>",
        "<p>{0}<p>{1}<figure><figcaption>{2}</figcaption></figure>{3}<p>{4}</p>",
    ],
)
def test_no_word_of_a_web_page_is_lost_wherever_it_stands(around, body):
    page = around.format(body.format(*LINES))
    head = "<meta charset=utf-8><title>Quà Tết</title>"
    read = html.read(f"<html><head>{head}</head><body>{page}</body></html>".encode(), "bài.html")
    assert read.page.headline == "Quà Tết"
    assert read.page.body.split("\n\n") == list(LINES)


@pytest.mark.parametrize(
    ("place", "added"),
    [
        ("<article>\n<h1>", f"{ADDED}<article>\n<h1>"),
        ("<article>\n<h1>", f"<article>{ADDED}<h1>"),
        ('<p class="lead">', f'{ADDED}<p class="lead">'),
        ('<p class="signoff">', f'<div>{ADDED}</div><p class="signoff">'),
        ('<section class="related">', f'<section class="related"><p>{ADDED}</p>'),
        ("<h3>", f"{ADDED}<h3>"),
        ("</h3>", f"</h3><p>{ADDED}</p>"),
        ("</article>\n</body>", f"</article>{ADDED}</body>"),
        ("</article>\n</body>", f"</article><article><p>{ADDED}</p></article></body>"),
    ],
)
def test_what_was_typed_into_a_page_of_ours_is_not_lost(place, added):
    page = html.written(page_out()).decode()
    assert place in page
    read = html.read(page.replace(place, added, 1).encode(), "bài.html")
    assert ADDED in " ".join(texts_of(read.page))
    assert not words(*texts_of(page_out().page)) - words(*texts_of(read.page), "Trần An")


def test_a_byline_is_not_taken_for_the_sign_off():
    head = "<title>Quà Tết</title><meta name=author content='Kiều Vũ'>"
    body = f"<h1>Quà Tết</h1><p>Kiều Vũ</p><p>{LINES[0]}<p>{LINES[1]}<p>{LINES[4]}<p>Kiều Vũ"
    read = html.read(f"{head}{body}".encode(), "a.html")
    assert (read.page.headline, read.page.byline, read.page.signoff) == (
        "Quà Tết",
        *["Kiều Vũ"] * 2,
    )
    assert read.page.body.split("\n\n") == [LINES[0], LINES[1], LINES[4]]


def test_a_list_of_links_within_an_article_is_a_part_of_it():
    links = "<ul><li><a href=1>Danh sách nhận quà</a><li><a href=2>Bản đồ</a></ul>"
    read = html.read(
        SURROUNDED.format(f"<p>{LINES[0]}<p>{LINES[1]}{links}<p>{LINES[4]}").encode(), "a"
    )
    assert "Danh sách nhận quà\n\nBản đồ" in read.page.body
    assert "Tin khác" not in read.page.body


def test_a_page_in_which_the_extractor_finds_nothing_is_read():
    text = f"<table><tr><td>{LINES[0]}<td>{LINES[1]}</table>"
    assert html.read(text.encode(), "a.html").page.body == f"{LINES[0]}; {LINES[1]}"


@pytest.mark.parametrize("data", [b"", bytes(9), b"<html><body><p> </p></body></html>"])
def test_a_web_page_without_a_word_is_refused_in_a_sentence(data):
    with pytest.raises(PageError) as refusal:
        html.read(data, "a.html")
    assert one_sentence(refusal.value).startswith("a.html") or "no article" in str(refusal.value)


def test_a_web_page_is_read_in_the_encoding_that_it_declares():
    text = f"<meta charset=windows-1258><title>Café</title><p>{'Café Élise à Paris. ' * 5}</p>"
    assert html.read(text.encode("cp1258"), "a.html").page.body.startswith("Café Élise à Paris.")


def test_a_paragraph_that_comes_twice_stays_twice():
    body = "".join(f"<p>{line}</p>" for line in (*LINES, LINES[0]))
    read = html.read(f"<title>Quà</title>{body}".encode(), "a.html")
    assert read.page.body.split("\n\n") == [*LINES, LINES[0]]


def test_what_only_was_markup_of_a_web_page_is_told():
    table = "<table><tr><td>x<td>y</table>"
    body = f"<h2>Mục</h2><p>{LINES[0]}<b>đậm</b></p><ul><li>{LINES[2]}</ul>{table}"
    told = said(html.read(f"<title>Quà</title>{body}".encode(), "a.html"))
    for lost in ("subheads, now", "bold and italic", "bullets and numbers", "lines of tables"):
        assert lost in told
