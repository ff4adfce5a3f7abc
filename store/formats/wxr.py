"""WordPress's own format (WXR 1.2), one post a file, as its importer reads it.

The importer looks for `wp:wxr_version`, takes a post by title and date for one that it has already,
and makes an author of each `dc:creator`. A finished article is published, under the day on which
it was begun; a draft stays a draft.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from store.articles.export import unfinished
from store.articles.photos import caption_line
from store.formats import html
from store.formats.outgoing import Outgoing, refuse_what_xml_lacks
from store.text import lead, slug

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPACES: Final = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_SITE: Final = "https://toasoan.invalid"
"""No site: the importer only compares it."""
_LONGEST_LOGIN: Final = 50


def written(out: Outgoing) -> bytes:
    """Return an article as a post; raises PageError as `registry.Format.written`."""
    from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

    page, article = out.page, out.article
    refuse_what_xml_lacks(page)
    for name, space in _SPACES.items():
        register_namespace(name, space)
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    login = slug(page.byline, _LONGEST_LOGIN) if page.byline else "toasoan"
    _add(
        channel,
        ("title", out.campaign or "toasoan"),
        ("link", _SITE),
        ("description", ""),
        ("pubDate", format_datetime(out.at)),
        ("language", "vi"),
        ("wp:wxr_version", "1.2"),
        ("wp:base_site_url", _SITE),
        ("wp:base_blog_url", _SITE),
    )
    _add(
        _below(channel, "wp:author"),
        ("wp:author_login", login),
        ("wp:author_email", ""),
        ("wp:author_display_name", page.byline or "toasoan"),
        ("wp:author_first_name", ""),
        ("wp:author_last_name", ""),
    )
    title = page.headline or article.title
    item = SubElement(channel, "item")
    _add(
        item,
        ("title", title),
        ("link", ""),
        ("pubDate", format_datetime(out.at)),
        ("dc:creator", login),
    )
    SubElement(item, "guid", isPermaLink="false").text = f"urn:uuid:{article.id}"
    _add(
        item,
        ("description", ""),
        ("content:encoded", "\n".join(html.blocks(out))),
        ("excerpt:encoded", "" if page.layout.whole else lead(page.body)),
        ("wp:post_id", str(int(article.id[:7], 16) + 1)),
        ("wp:post_date", f"{out.at:%Y-%m-%d %H:%M:%S}"),
        ("wp:post_date_gmt", f"{out.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"),
        ("wp:comment_status", "closed"),
        ("wp:ping_status", "closed"),
        ("wp:post_name", slug(title)),
        ("wp:status", "draft" if unfinished(article) else "publish"),
        ("wp:post_parent", "0"),
        ("wp:menu_order", "0"),
        ("wp:post_type", "post"),
        ("wp:post_password", ""),
        ("wp:is_sticky", "0"),
    )
    for photo in article.photos:  # the importer could fetch only what is on the web
        meta = _below(item, "wp:postmeta")
        told = " · ".join(filter(None, (photo.name, caption_line(photo), photo.alt)))
        _add(meta, ("wp:meta_key", "toasoan_photo"), ("wp:meta_value", told))
    for domain, names in (("category", article.topics), ("post_tag", article.audiences)):
        for name in names:
            SubElement(item, "category", domain=domain, nicename=slug(name)).text = name
    indent(rss)
    text: bytes = tostring(rss, encoding="utf-8", xml_declaration=True)
    return text.replace(b"\r", b"&#13;") + b"\n"


def _qualified(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{_SPACES[prefix]}}}{local}" if prefix else local


def _below(element: Element, name: str) -> Element:
    from xml.etree.ElementTree import SubElement

    return SubElement(element, _qualified(name))


def _add(element: Element, *fields: tuple[str, str]) -> None:
    for name, text in fields:
        _below(element, name).text = text
