"""The shapes in which news comes as JSON: JSON Feed, WordPress REST, ninjs, lists in an object.

Each is made a row of a table, with the columns that `mapping` knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from store.news.mapping import Row

_LISTS: Final = (
    "items", "articles", "posts", "entries", "results", "news", "data", "docs", "stories",
    "records", "value", "_items", "hits", "edges", "nodes", "tin", "bài",
)  # fmt: skip
"""The names under which an object holds its pieces, the likeliest first."""
_WRAPPERS: Final = ("item", "article", "post", "data", "_source", "attributes", "node", "fields")
_SHARED: Final = ("author", "authors")
"""What a JSON Feed says of all pieces that do not say it themselves."""
_DEEPEST: Final = 4
_NINJS_USABLE: Final = ("", "usable", "published")

Shaped = tuple[Row, str]
"""A row, and the state of a piece that was never published or was taken back."""


def pieces_of(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the pieces that an object holds; itself, if it is one."""
    held = _list_in(document, 0)
    shared = {name: document[name] for name in _SHARED if document.get(name)}
    if _is_json_feed(document):
        pieces = held or ()
        return [one if any(map(one.get, _SHARED)) else {**one, **shared} for one in pieces]
    return [unwrapped(piece) for piece in ([document] if held is None else held)]


def unwrapped(piece: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the piece in an object that says something about it, as databases answer."""
    whole = piece
    for _ in range(_DEEPEST):
        inner = next((piece[name] for name in _WRAPPERS if isinstance(piece.get(name), dict)), None)
        if inner is None or _has_headline(piece):
            break
        piece, whole = inner, {**whole, **inner}
    return piece if _has_headline(piece) else whole


def _has_headline(piece: Mapping[str, Any]) -> bool:
    return bool({"title", "headline"} & set(piece))


def source_of(document: Mapping[str, Any]) -> str:
    """Return the name of what published the pieces of an object, if it says so."""
    title = document.get("title")
    return title if isinstance(title, str) and is_list(document) else ""


def is_list(document: Mapping[str, Any]) -> bool:
    """Tell whether an object is not a piece itself, but holds some."""
    return _list_in(document, 0) is not None or unwrapped(document) is not document


def _list_in(value: object, depth: int) -> list[Mapping[str, Any]] | None:
    if not isinstance(value, dict) or depth > _DEEPEST or _is_piece(value):
        return None
    if _is_json_feed(value):
        return [one for one in value.get("items") or () if isinstance(one, dict)]
    for name in (*_LISTS, "item", "entry"):
        held = value.get(name)
        if isinstance(held, list) and held and all(isinstance(one, dict) for one in held):
            return held
    held = list(value.values())
    if held and all(isinstance(one, dict) and _is_piece(one) for one in held):
        return held  # by their numbers
    inner = (_list_in(one, depth + 1) for one in held)
    return next((found for found in inner if found is not None), None)


def _is_json_feed(value: Mapping[str, Any]) -> bool:
    return "jsonfeed.org" in str(value.get("version", ""))


def _is_piece(value: Mapping[str, Any]) -> bool:
    texts = (value.get(name) for name in ("content", "body", "text"))
    is_text = any(isinstance(text, str | dict) for text in texts)
    return "headline" in value or ("title" in value and is_text)


def shaped(piece: Mapping[str, Any]) -> Shaped:
    """Return the row of a piece, and why it is no published one (empty if it is)."""
    if isinstance(piece.get("title"), dict) and "rendered" in piece["title"]:
        return _of_wordpress(piece)
    names = {name.lower() for name in piece}
    if {"versioncreated", "pubstatus", "headlines", "bodies"} & names and "uri" in piece:
        return _of_ninjs({name.lower(): value for name, value in piece.items()})
    if {"content_html", "content_text"} & set(piece):
        return _of_json_feed(piece), ""
    return piece, ""


def _of_json_feed(piece: Mapping[str, Any]) -> Row:
    text = piece.get("content_html") or piece.get("content_text")
    authors = piece.get("authors") or piece.get("author")
    return {
        "title": piece.get("title"),
        "summary": piece.get("summary"),
        "text": text,
        "author": authors,
        "date": piece.get("date_published") or piece.get("date_modified"),
        "url": piece.get("url") or piece.get("external_url") or piece.get("id"),
    }


def _of_wordpress(piece: Mapping[str, Any]) -> Shaped:
    embedded = piece.get("_embedded")
    authors = embedded.get("author") if isinstance(embedded, dict) else None
    yoast = piece.get("yoast_head_json")
    row = {
        "title": piece.get("title"),
        "summary": piece.get("excerpt"),
        "text": piece.get("content"),
        "author": authors or (yoast.get("author") if isinstance(yoast, dict) else None),
        "date": piece.get("date") or piece.get("date_gmt"),
        "url": piece.get("link"),
    }
    state = str(piece.get("status", "publish"))
    return row, "" if state == "publish" else state


def _of_ninjs(piece: Mapping[str, Any]) -> Shaped:
    """Return the row of a piece in ninjs 1, with `body_html`, or in later ones, with `bodies`.

    Its names are in small letters, as up to ninjs 2; in ninjs 3 they are in camel case.
    """
    row = {
        "title": piece.get("headline") or _values(piece.get("headlines")) or piece.get("title"),
        "summary": _first(piece, "description") or _values(piece.get("descriptions")),
        "text": _first(piece, "body") or _values(piece.get("bodies")),
        "author": piece.get("byline") or piece.get("by") or piece.get("bylines"),
        "date": _any(piece, "firstpublished", "contentcreated", "versioncreated", "firstcreated"),
        "source": piece.get("source")
        or _names(piece.get("infosource") or piece.get("infosources"))
        or piece.get("copyrightholder"),
        "url": piece.get("url") or piece.get("uri"),
    }
    state = str(piece.get("pubstatus") or "")
    return row, "" if state in _NINJS_USABLE else state


def _first(piece: Mapping[str, Any], field: str) -> object:
    return _any(piece, *(f"{field}_{kind}" for kind in ("html", "xhtml", "text")))


def _any(piece: Mapping[str, Any], *names: str) -> object:
    return next((piece[name] for name in names if piece.get(name)), None)


def _values(held: object) -> str:
    """Return the main one of a list of texts in several roles, or the longest."""
    parts = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    main = [str(one.get("value", "")) for one in parts if one.get("role") == "main"]
    return next(iter(main), "") or max(
        (str(one.get("value", "")) for one in parts), key=len, default=""
    )


def _names(held: object) -> list[str]:
    parts = held if isinstance(held, list) else []
    return [str(one["name"]) for one in parts if isinstance(one, dict) and one.get("name")]
