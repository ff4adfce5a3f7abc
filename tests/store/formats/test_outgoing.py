"""What each format says of an article that goes out."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
import yaml
from msgspec.structs import replace

from store import PageError
from store.articles.page_format import read_page
from store.formats import markdown
from store.formats.outgoing import Outgoing
from store.formats.registry import FORMATS, form_of
from store.records import Status
from tests.conftest import PAGE

from ..disk import one_sentence
from .pages import outgoing
from .samples import AT, page_out


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
