"""News in JSON of the IPTC (ninjs 3.0), a story a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

import msgspec

from store.articles.export import unfinished
from store.formats import html
from store.formats.outgoing import Outgoing, refuse_what_xml_lacks
from store.records import TAKEN_BACK
from store.text import count_characters, count_words

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
}


def written(out: Outgoing) -> bytes:
    """Return an article as a story; raises PageError as `registry.Format.written`."""
    page, article = out.page, out.article
    refuse_what_xml_lacks(page)
    text = "\n\n".join(out.paragraphs)
    story: dict[str, Any] = {
        "uri": _uri(article.id),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "version": f"{out.at:%Y%m%dT%H%M%S}",
        "firstCreated": (article.created or out.at).isoformat(timespec="seconds"),
        "versionCreated": out.at.isoformat(timespec="seconds"),
        "pubStatus": _status(out),
        "language": "vi",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": article.title}],
        "descriptions": [
            {"role": "summary", "contentType": "text/plain", "value": out.paragraphs[0]}
        ],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": count_characters(text),
                "wordCount": count_words(text),
                "value": text,
            },
            {
                "role": "richtext",
                "contentType": "application/xhtml+xml",
                "value": "\n".join(html.blocks(out)),
            },
        ],
    }
    if page.byline:
        story["by"] = page.byline
    if article.topics:
        story["subjects"] = [{"name": name, "rel": "about"} for name in article.topics]
    if article.unit:
        story["organisations"] = [{"name": article.unit}]
    if article.photos or article.links:
        story["associations"] = [*_photos(out), *_related(out)]
    return msgspec.json.format(msgspec.json.encode(story), indent=2) + b"\n"


def _photos(out: Outgoing) -> Iterator[dict[str, Any]]:
    for number, photo in enumerate(out.article.photos, 1):
        said = (("caption", photo.caption), ("alt-text", photo.alt))
        told = {
            "by": photo.credit,
            "copyrightNotice": photo.rights,
            "expires": photo.until.isoformat() if photo.until else "",
        }
        yield {
            "name": f"photo-{number}",
            "rel": "photo",
            "uri": f"{_uri(out.article.id)}:photo:{number}",
            "type": "picture",
            "descriptions": [{"role": role, "value": text} for role, text in said if text],
            **{name: text for name, text in told.items() if text},
            "renditions": [{"name": photo.name}],
        }


def _related(out: Outgoing) -> Iterator[dict[str, Any]]:
    for number, link in enumerate(out.article.links, 1):
        yield {
            "name": f"related-{number}",
            "rel": "related",
            "uri": _uri(link.target),
            "type": "text",
            "headlines": [{"value": link.headline}],
            "descriptions": [{"role": "summary", "value": link.summary}],
            **({"by": link.byline} if link.byline else {}),
        }


def _status(out: Outgoing) -> str:
    if out.article.status in TAKEN_BACK:
        return "canceled"
    return "withheld" if unfinished(out.article) else "usable"


def _uri(id_: str) -> str:
    return UUID(id_).urn
