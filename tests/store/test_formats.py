"""The formats in which articles go out, and come in again."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections import Counter
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import yaml
from docx import Document
from hypothesis import assume, given, settings
from msgspec.structs import replace

from store import Article, InvalidValueError, PageError
from store.article_parts import Layout
from store.articles.page_format import as_written, read_page
from store.encoding import TCVN3, WINDOWS_1258, decode
from store.formats import docx, html, markdown
from store.formats.incoming import read_incoming
from store.formats.outgoing import Outgoing
from store.formats.registry import ENCODINGS, FORMATS, form_kept, form_of
from store.news import mail, readers
from store.news.items import Found
from store.news.row_mapping import Setting
from store.news.stream import Stream
from store.records import Status
from store.text import nfc, syllables
from tests.conftest import PAGE

from .disk import one_sentence
from .formats_pages import outgoing, pages

ROUND = {"md": markdown, "html": html, "docx": docx}


@pytest.mark.parametrize("module", ROUND.values(), ids=ROUND.keys())
def test_a_page_that_went_out_comes_in_as_it_was(module):
    @settings(max_examples=40, derandomize=True)
    @given(pages())
    def comes_back(page):
        read = module.read(module.written(outgoing(page)), "bài")
        assert read.page == as_written(page)
        assert not read.is_guess

    comes_back()


def words(*texts):
    return Counter(syllables("\n".join(texts)))


@pytest.mark.parametrize("name", ["eml", "wxr", "ninjs"])
def test_no_word_of_a_page_that_went_out_is_lost_when_it_comes_in_as_news(name, tmp_path):
    form = form_of(name)
    file = tmp_path / f"bài{form.format.suffix}"

    @settings(max_examples=40, derandomize=True, deadline=None)
    @given(pages())
    def comes_in(page):
        # Readers of news take marks of HTML for what they are, in feeds and in JSON.
        assume(not any(mark in page.headline + page.body for mark in ("<", "&")))
        article = replace(outgoing(page).article, status=Status.APPROVED)
        file.write_bytes(form.written(Outgoing(article)))
        with Stream(file) as stream:
            found = next(readers.read(stream, Setting(today=AT.date())))
        if not isinstance(found, Found):  # a headline of dashes is none
            assert not words(page.headline)
            return
        assert not words(page.headline, page.body) - words(found.headline, found.text)

    comes_in()


def test_no_word_of_a_mail_that_went_out_is_lost_when_it_comes_in_as_a_page(tmp_path):
    file = tmp_path / "bài.eml"

    @settings(max_examples=40, derandomize=True, deadline=None)
    @given(pages())
    def comes_in(page):
        file.write_bytes(form_of("eml").written(outgoing(page)))
        read, _original = read_incoming(file)
        assert read.is_guess
        lost = words(*texts_of(page)) - words(*texts_of(read.page))
        assert set(lost) <= {"tit"}  # a label names what stands behind it

    comes_in()


def texts_of(page):
    cards = (text for card in page.cards for text in (card.headline, card.byline, card.summary))
    return page.headline, page.byline, page.body, page.signoff, *cards


@pytest.mark.parametrize("encoding", [*ENCODINGS])
@pytest.mark.parametrize("has_crlf", [False, True])
def test_a_text_in_an_encoding_is_shown_as_it_is_or_refused(encoding, has_crlf):
    form = form_of("txt", encoding, has_crlf=has_crlf)

    @settings(max_examples=40, derandomize=True, deadline=None)
    @given(pages())
    def comes_back(page):
        text = form_of().written(outgoing(page)).decode()
        refusal = shown = ""
        try:
            shown = form.shown(form.written(outgoing(page)))
        except PageError as error:
            refusal = one_sentence(error)
        is_same = nfc(shown.replace("\r\n", "\n")) == nfc(text.removeprefix("\ufeff"))
        assert is_same or "lacks characters of this page" in refusal

    comes_back()


# --- what each format says

AT = datetime(2027, 5, 1, 8, 30, 15, tzinfo=timezone(timedelta(hours=7)))


def page_out(**fields) -> Outgoing:
    page = read_page(PAGE.encode(), "trang.txt")
    out = outgoing(page, campaign="Tháng Công nhân", channel="báo in")
    links = tuple(
        replace(link, target=f"{number:032x}") for number, link in enumerate(out.article.links)
    )
    known = {"id": "0123456789abcdef" * 2, "created": AT, "updated": AT, "links": links}
    article = replace(out.article, status=Status.APPROVED, **known, **fields)
    return Outgoing(article, out.channel, out.campaign)


def test_a_text_goes_out_byte_for_byte():
    for data in (PAGE.encode(), f"\ufeff{PAGE}\n".replace("\n", "\r\n").encode()):
        assert form_of().written(outgoing(read_page(data, "trang.txt"))) == data


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_article_makes_the_same_bytes(form, clock):
    first = form.written(page_out())
    clock.wait()
    assert form.written(page_out()) == first
    assert "1.250 suất quà" in form.shown(first)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_what_no_xml_holds_is_refused_in_a_sentence(form):
    article = replace(page_out().article, body="Tiếng\x0b chuông.", links=())
    if form.name == "txt":
        assert b"\x0b" in form.written(Outgoing(article))
        return
    with pytest.raises(PageError) as refusal:
        form.written(Outgoing(article))
    assert "U+000B after “Tiếng”" in one_sentence(refusal.value)


def test_markdown_has_front_matter_that_yaml_reads():
    out = page_out(headline='Tít: "hai" # ba', topics=("an toàn", "quà"))
    front, _, body = markdown.written(out).decode().removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front) == {
        "title": 'Tít: "hai" # ba',
        "author": "Trần An",
        "date": AT.date(),
        "channel": "báo in",
        "tags": ["an toàn", "quà"],
    }
    assert body.startswith("\nHà Nội –\xa0Sáng 18.4, tổ may số 7 trao 1.250 suất quà")
    assert "\n## TIN LIÊN QUAN\n\n### Xưởng may mở lớp học đêm\n\n*Lê Thu*\n\n" in body


def test_wordpress_reads_the_post():
    """What the importer's parser asks of a file (`/rss/channel/…`), and of a post."""
    data = form_of("wxr").written(page_out(topics=("An toàn",)))
    channel = ElementTree.fromstring(data).find("channel")
    wp = "{http://wordpress.org/export/1.2/}"
    assert re.fullmatch(r"\d+\.\d+", channel.findtext(f"{wp}wxr_version"))
    (item,) = channel.findall("item")
    said = {one.tag.rpartition("}")[2]: one.text for one in item if one.tag.startswith(wp)}
    assert int(said.pop("post_id")) > 0
    assert said == {
        "post_date": "2027-05-01 08:30:15",
        "post_date_gmt": "2027-05-01 01:30:15",
        "comment_status": "closed",
        "ping_status": "closed",
        "post_name": "to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que",
        "status": "publish",
        "post_parent": "0",
        "menu_order": "0",
        "post_type": "post",
        "post_password": None,
        "is_sticky": "0",
    }
    login = channel.findtext(f"{wp}author/{wp}author_login")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == login == "tran-an"
    content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert '<p class="signoff">Trần An</p>' in content
    category = item.find("category")
    assert (category.text, dict(category.attrib)) == (
        "An toàn",
        {"domain": "category", "nicename": "an-toan"},
    )
    assert item.findtext("title") == page_out().page.headline


def test_a_draft_is_no_published_post():
    data = form_of("wxr").written(page_out(headline="Nháp ]]> <b>", body="a ]]> b."))
    assert b"<wp:status>publish</wp:status>" in data
    out = page_out()
    draft = Outgoing(replace(out.article, status=Status.EDITING))
    assert b"<wp:status>draft</wp:status>" in form_of("wxr").written(draft)


def test_ninjs_has_the_shape_of_its_schema():
    """The names are those of ninjs-schema_3.0.json, which allows no others."""
    story = json.loads(form_of("ninjs").written(page_out(topics=("An toàn",), unit="LĐLĐ")))
    assert story["standard"] == {
        "name": "ninjs",
        "version": "3.0",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
    }
    assert story["uri"].startswith("urn:uuid:")
    assert story["versionCreated"] == "2027-05-01T08:30:15+07:00"
    assert (story["type"], story["pubStatus"], story["by"]) == ("text", "usable", "Trần An")
    plain, rich = story["bodies"]
    assert plain["value"].count("\n\n") == 2
    assert plain["wordCount"] > 50
    assert ElementTree.fromstring(f"<x>{rich['value']}</x>").find("p").text.startswith("Hà Nội –")
    assert [one["headlines"][0]["value"] for one in story["associations"]] == [
        card.headline for card in page_out().page.cards
    ]
    assert all({"name", "uri"} <= one.keys() for one in story["associations"])


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.APPROVED, "usable"),
        (Status.EDITING, "withheld"),
        (Status.WITHDRAWN, "canceled"),
        (Status.CANCELLED, "canceled"),
    ],
)
def test_ninjs_says_what_may_be_published(status, told):
    out = page_out()
    article = replace(out.article, status=status)
    assert json.loads(form_of("ninjs").written(Outgoing(article)))["pubStatus"] == told


def test_ninjs_that_went_out_comes_in_as_news(tmp_path):
    file = tmp_path / "bài.ninjs.json"
    file.write_bytes(form_of("ninjs").written(page_out()))
    with Stream(file) as stream:
        (found,) = readers.read(stream, Setting(today=AT.date()))
    assert isinstance(found, Found)
    assert (found.headline, found.author) == (page_out().page.headline, "Trần An")
    assert found.text == page_out().page.body
    assert found.published == AT.date()


def test_a_mail_is_read_by_the_importer_of_news(tmp_path):
    file = tmp_path / "bài.eml"
    file.write_bytes(form_of("eml").written(page_out()))
    with Stream(file) as stream:
        (found,) = mail.eml(stream, Setting(today=AT.date()))
    assert isinstance(found, Found)
    assert found.headline == page_out().page.headline
    assert found.author == "Trần An"
    assert found.text.replace("\r\n", "\n").rstrip("\n") == PAGE
    sent = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert sent["X-Unsent"] == "1"
    assert sent["Date"].datetime == AT
    assert not sent.defects


# --- encodings and line ends


def test_windows_gets_its_line_ends_and_its_mark():
    out = page_out()
    data = form_of("txt", "utf-8-bom", has_crlf=True).written(out)
    assert data == f"\ufeff{PAGE}".replace("\n", "\r\n").encode()
    marked = Outgoing(replace(out.article, layout=Layout(bom=True, line_end="\r\n")))
    assert form_of("txt", "utf-8").written(marked).startswith("Tổ may".encode())
    assert form_of("txt", has_crlf=True).written(marked).count(b"\r\r") == 0


def test_an_old_encoding_goes_out_where_it_loses_nothing():
    body = "sáng nay, công đoàn đã trao quà cho các nữ đoàn viên."
    out = Outgoing(Article(headline="tít", body=body, status=Status.APPROVED))
    for encoding, known in (("tcvn3", TCVN3), ("windows-1258", WINDOWS_1258)):
        form = form_of("txt", encoding)
        data = form.written(out)
        assert decode(data, known) == f"tít\n\n|\n\n{body}" == form.shown(data)
        assert form_kept(form.name) == form
    with pytest.raises(PageError) as refusal:
        form_of("md", "tcvn3").written(page_out())
    assert "lacks characters of this page: – “ ”" in one_sentence(refusal.value)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": "pdf"}, "There is no format or export template “pdf”; the formats are txt, md"),
        ({"encoding": "latin-9"}, "There is no encoding “latin-9”; choose one of utf-8, utf-8-bom"),
        ({"name": "docx", "encoding": "tcvn3"}, "docx are always in UTF-8"),
        ({"name": "ninjs", "has_crlf": True}, "ninjs are always in UTF-8"),
    ],
)
def test_what_cannot_be_chosen_is_refused(given, why):
    with pytest.raises(InvalidValueError) as refusal:
        form_of(**given)
    assert why in one_sentence(refusal.value)


# --- files of others


def docx_of(*paragraphs, into=None):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if into:
        into(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def said(read) -> str:
    return "; ".join(map(str, read.dropped))


def test_a_word_file_of_others_is_read_as_plain_text_and_says_what_it_lost():
    def add(document):
        document.add_table(1, 2).cell(0, 0).text = "Số suất: 1.250."
        document.add_paragraph("").add_run("Đậm.").bold = True
        document.sections[0].header.paragraphs[0].text = "Đầu trang"

    data = docx_of("Bữa cơm ca", "Trần An", "Câu một của sapo dài hơn.", "Câu hai nữa.", into=add)
    read = docx.read(data, "bài.docx")
    assert read.is_guess
    assert (read.page.headline, read.page.byline) == ("Bữa cơm ca", "Trần An")
    assert read.page.body.endswith("Số suất: 1.250.\n\nĐậm.")
    assert "tables, their cells now paragraphs (1)" in said(read)
    assert "bold type (1)" in said(read)
    assert "the header of the pages" in said(read)


def test_markdown_of_others_is_read_and_says_what_it_lost():
    text = (
        "---\ntitle: Bữa cơm ca\nauthor: [An, Bình]\nlayout: post\n---\n\n"
        "Sapo **đậm** với [một địa chỉ](https://x.example).\n\n![ảnh](a.png)\n\n## Mục\n\n"
        "- Một.\n- Hai.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>thô</div>\n"
    )
    read = markdown.read(text.encode(), "bài.md")
    assert (read.page.headline, read.page.byline) == ("Bữa cơm ca", "An, Bình")
    assert read.page.body == "Sapo đậm với một địa chỉ.\n\nMục\n\nMột.\n\nHai.\n\na; b\n\n1; 2"
    for lost in ("layout", "pictures (1)", "addresses of links (1)", "bold and italic", "HTML in"):
        assert lost in said(read)
    plain = markdown.read(b"# T\xc3\xadt\n\nSapo.\n", "bài.md")
    assert (plain.page.headline, plain.page.body) == ("Tít", "Sapo.")


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


@pytest.mark.parametrize(
    ("front", "headline", "byline", "lost"),
    [
        ("title: 012\nauthor: 2027-05-01\n", "012", "2027-05-01", ""),
        ("title: no\nauthor: 12:30\n", "no", "12:30", ""),
        ("title: 2027-02-31\nauthor: [An, 7, ~]\n", "2027-02-31", "An, 7", ""),
        ("title: ~\nauthor:\nlayout:\n", "", "", ""),
        ("title: >-\n  Bữa cơm\n  ca\nauthor: An\n", "Bữa cơm ca", "An", ""),
        ("title: Một\ntitle: Hai\n", "Một", "", "title"),
        ("title: {vi: Một, en: One}\n", "", "", "title"),
        ("author: {name: An, mail: a@b.vn}\n", "", "An", "author"),
        ("author: [{name: An}, {name: Bình}]\n", "", "An, Bình", "author"),
        ("author: [[An, Bình], Chi]\n", "", "Chi", "author"),
        ("author: [" + "An, " * 30 + "]\n", "", ", ".join(["An"] * 20), "author"),
        ("? [a, b]\n: 1\ntitle: Một\n", "Một", "", "?"),
        ("base: &b {title: Hai}\n<<: *b\n", "", "", "base”, front matter “<<"),
        ("a: &a [An, *a]\ntitle: Một\n", "Một", "", "a"),
    ],
)
def test_front_matter_is_what_was_written_and_says_what_it_lost(front, headline, byline, lost):
    read = markdown.read(f"---\n{front}---\n\n{LONG}\n\n{LINES[1]}\n".encode(), "a.md")
    assert (read.page.headline, read.page.byline) == (headline, byline)
    assert said(read).replace("; ", ", ") == (f"front matter “{lost}”" if lost else "")


def test_front_matter_that_names_itself_again_and_again_is_read_at_once():
    layers = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghij"))
    long = f"k: &k {'An' * 5_000}\nauthor: [{', '.join(['*k'] * 2_000)}]\n"
    for front in (f"a: &a [An]\n{layers}author: *j\n", long):
        read = markdown.read(f"---\ntitle: Một\n{front}---\n\n{LONG}\n".encode(), "a.md")
        assert read.page.headline == "Một"
        assert len(read.page.byline) < 30_000
        assert "author" in said(read)


@pytest.mark.parametrize(
    "front",
    [
        "title: Quà: Tết\n",
        "Sáng nay mở cửa.\n",
        "- một\n",
        "*a\n",
        pytest.param("[" * 9_000, id="["),
    ],
)
def test_what_stands_between_dashes_and_is_no_front_matter_is_text(front):
    read = markdown.read(f"---\n{front}\n---\n\n{LONG}\n\n{LINES[1]}\n".encode(), "a.md")
    words = front[:40].strip("\n-* ").removeprefix("title: ")
    assert words in read.page.headline + read.page.byline + read.page.body
    empty = markdown.read(f"---\n---\n{LONG}\n\n---\n\n{LINES[1]}\n".encode(), "a.md")
    assert empty.page.body.split("\n\n") == [LONG, LINES[1]]


LINES = (
    "Sáng nay, công đoàn xã trao 120 suất quà cho công nhân ở khu trọ Đông Anh, ai cũng vui.",
    "Chị Lê Thị Mến nói chị rất vui vì được nhận quà trước Tết, cả nhà cùng mừng; quà có:",
    "Gạo: 10 kg;",
    "Dầu ăn: 1 lít.",
    "Buổi trao quà kết thúc lúc 11 giờ trưa cùng ngày, có mặt đông đủ các tổ công nhân.",
)
SURROUNDED = (
    "<header><a href=/>Báo Mẫu</a></header><div><h1>Quà Tết</h1>"
    "<div class=share><a href=#>Chia sẻ</a></div><div>{}</div>"
    "<ul><li><a href=1>Tin khác</a></li></ul></div><div>Bình luận (3)</div>"
    "<footer>Bản quyền</footer>"
)
LONG = f"{LINES[0]} {LINES[4]}"


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


ADDED = "Câu này có ai đó gõ thêm vào trang đã xuất, ở giữa các đoạn của nó, không có thẻ nào."


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


@pytest.mark.parametrize(
    "style",
    [docx.BYLINE, docx.TEXT, docx.SIGNOFF, docx.HEADING, docx.CARD_TEXT, docx.CARD_HEADLINE],
)
def test_what_was_typed_into_a_word_file_of_ours_is_not_lost(style):
    document = Document(io.BytesIO(docx.written(page_out())))
    document.add_paragraph(ADDED, style=style)
    document.add_paragraph("", style=docx.TEXT).add_run().add_picture(io.BytesIO(PICTURE))
    made = io.BytesIO()
    document.save(made)
    read = docx.read(made.getvalue(), "bài.docx")
    assert ADDED in " ".join(texts_of(read.page))
    assert not words(*texts_of(page_out().page)) - words(*texts_of(read.page))
    assert "pictures (1)" in said(read)


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


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


def torn(data: bytes, name: str) -> bytes:
    """Put other XML in the place of a part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, b"<a/>" if part == name else old.read(part))
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO(docx_of("Một."))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/a.bin", bytes(200_000_000))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 hong", "is no Word file"),
        (b"", "is no Word file"),
        (docx_of("Một.")[:-400], "is no Word file"),
        (docx_of(""), "is empty"),
        (torn(docx_of("Một."), "word/_rels/document.xml.rels"), "is no Word file"),
        (torn(docx_of("Một."), "word/document.xml"), "is no Word file"),
        (bomb(), "unpacks to more than anybody reads"),
    ],
    ids=["torn", "nothing", "cut", "empty", "no relations", "no text", "bomb"],
)
def test_a_word_file_that_is_none_is_refused_in_a_sentence(data, why):
    with pytest.raises(PageError) as refusal:
        docx.read(data, "bài.docx")
    assert why in one_sentence(refusal.value)


def test_markdown_that_would_take_for_ever_is_refused():
    with pytest.raises(PageError) as refusal:
        markdown.read(b"**a" * 10_000, "bài.md")
    assert "more than 10000 signs of Markdown" in one_sentence(refusal.value)
