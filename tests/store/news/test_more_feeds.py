"""Feeds and exports as other programs write them: captions, links, shortcodes, empty DOCTYPEs."""

import pytest

from tests.store.news.reports import headlines, only
from tests.store.news.samples import HEADLINES, SUMMARIES, rss

MEDIA = "<media:description>Chú thích ảnh</media:description>"


def with_media(data):
    names = b'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">'
    return data.replace(b'<rss version="2.0">', names)


@pytest.mark.parametrize("order", ["before", "behind"])
def test_the_caption_of_a_picture_is_not_the_text(desk, take, order):
    described = f"<description>{SUMMARIES[0]}</description>"
    both = MEDIA + described if order == "before" else described + MEDIA
    take("tin.rss", with_media(rss(f"<item><title>{HEADLINES[0]}</title>{both}</item>")))
    assert (only(desk).summary, only(desk).text) == (SUMMARIES[0], "")


def test_what_only_a_caption_says_is_taken(desk, take):
    take("tin.rss", with_media(rss(f"<item><title>{HEADLINES[0]}</title>{MEDIA}</item>")))
    assert "Chú thích ảnh" in only(desk).summary + only(desk).text


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/tin/1", "https://cang.example/tin/1"),
        ("//anh.example/1", "https://anh.example/1"),
        ("https://khac.example/1", "https://khac.example/1"),
        ("//[", "//["),
    ],
)
def test_a_link_goes_on_from_the_site(desk, take, link, whole):
    site = "</title><link>https://cang.example/</link><title>"
    item = f"<item><title>{HEADLINES[0]}</title><link>{link}</link></item>"
    take("tin.rss", rss(item).replace(b"</title>", f"{site}x</title>".encode(), 1))
    assert only(desk).link == whole


@pytest.mark.parametrize("subset", ["[]", "[ \n ]", ""])
def test_a_doctype_that_declares_nothing_is_no_danger(desk, take, subset):
    doctype = f'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/rss.dtd" {subset}>'
    data = rss(f"<item><title>{HEADLINES[0]}</title></item>")
    take("tin.xml", data.replace(b"<rss", f"{doctype}<rss".encode()))
    assert headlines(desk) == [HEADLINES[0]]


@pytest.mark.parametrize("kind", ["text", "text/plain"])
def test_a_plain_text_of_atom_with_tags_and_their_ends_is_html(desk, take, kind):
    entry = (
        f'<entry><title>{HEADLINES[0]}</title><id>urn:1</id><summary type="{kind}">'
        "&lt;p&gt;Kính &lt;b&gt;mới&lt;/b&gt; &amp;lt;5 triệu&lt;/p&gt;</summary></entry>"
    )
    take("tin.atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title>{entry}</feed>')
    assert only(desk).summary == "Kính mới <5 triệu"


def test_a_plain_text_that_is_all_there_is_shows_its_tags(desk, take):
    entry = "<entry><id>urn:1</id><content>Thẻ &lt;blink&gt; là gì</content></entry>"
    take("tin.atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title>{entry}</feed>')
    assert only(desk).headline == "Thẻ <blink> là gì"


def test_tags_that_were_escaped_once_too_often(desk, take):
    text = "&lt;div&gt;&amp;lt;p&amp;gt;Kính mới.&amp;lt;/p&amp;gt;&lt;/div&gt;"
    take(
        "tin.rss",
        rss(f"<item><title>{HEADLINES[0]}</title><description>{text}</description></item>"),
    )
    assert only(desk).summary == "Kính mới."


def export(body):
    names = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/">'
    )
    item = (
        f"<item><title>{HEADLINES[0]}</title><content:encoded><![CDATA[{body}]]></content:encoded>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
    )
    head = "<title>Trang</title><wp:wxr_version>1.2</wp:wxr_version>"
    return f'<?xml version="1.0"?>{names}<channel>{head}{item}</channel></rss>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('[caption id="a" width=300]<img src="x"> Ảnh kho[/caption]\n\nBài.', "Ảnh kho\n\nBài."),
        ("Một.\n\n[gallery ids='1,2']\n\nHai.", "Một.\n\nHai."),
        ("Một.\n\n[gallery]\n\nHai.", "Một.\n\nHai."),
        ('[vc_row][vc_column width="1/2"]Bài.[/vc_column][/vc_row]', "Bài."),
        ("Ông nói “tốt” [sic] và [xem thêm].", "Ông nói “tốt” [sic] và [xem thêm]."),
    ],
)
def test_shortcodes_of_wordpress_are_no_text(desk, take, written, shown):
    take("trang.xml", export(written))
    assert only(desk).text == shown
