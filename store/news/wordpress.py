"""Exports of WordPress (WXR): feeds that hold all of a site, also what no reader has seen."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import Any, Final

from store.errors import N_, finding
from store.news.items import Told

_AUTHOR: Final = re.compile(r"<wp:author>(.{0,4000}?)</wp:author>", re.DOTALL)
_FIELD: Final = (
    r"<wp:author_{name}>\s*(?:<!\[CDATA\[)?(.{{0,300}}?)(?:\]\]>)?\s*</wp:author_{name}>"
)
_LOGIN: Final = re.compile(_FIELD.format(name="login"), re.DOTALL)
_NAME: Final = re.compile(_FIELD.format(name="display_name"), re.DOTALL)
_MOST_HEAD: Final = 2_000_000

_ATTRIBUTE: Final = (
    r"""\s{1,9}[a-z_-]{1,40}=(?:"[^"\]]{0,2000}"|'[^'\]]{0,2000}'|[^\s"'\]]{1,500})"""
)
_SHORTCODE: Final = re.compile(
    rf"\[[a-z][a-z0-9_-]{{1,40}}(?:{_ATTRIBUTE})+\s*/?\]|\[/[a-z][a-z0-9_-]{{1,40}}\]"
    r"|\[(?:gallery|playlist|embed|audio|video|caption)\]"
)
_OPENED: Final = re.compile(r"\[([a-z][a-z0-9_-]{1,40})\]")
_CLOSED: Final = re.compile(r"\[/([a-z][a-z0-9_-]{1,40})\]")
"""What stands for a gallery, a caption and the like; “[sic]” is none."""
_NO_ARTICLES: Final = frozenset(
    re.findall(
        r"[\w-]+",
        "attachment nav_menu_item revision custom_css customize_changeset oembed_cache "
        "user_request wp_block wp_template wp_template_part wp_global_styles wp_navigation "
        "wp_font_family wp_font_face acf-field acf-field-group wpcf7_contact_form "
        "feedback elementor_library elementor_snippet shop_order shop_order_refund shop_coupon "
        "mc4wp-form popup",
    )
)
"""Types of posts that are parts of a site; any other may be a site's own kind of article."""


def display_names(text: str) -> dict[str, str]:
    """Return the names of the authors of an export by their logins."""
    head = text[: min(_MOST_HEAD, text.find("<item>") % (len(text) + 1))]
    names: dict[str, str] = {}
    for author in _AUTHOR.findall(head):
        login, name = _LOGIN.search(author), _NAME.search(author)
        if login and name and name[1].strip():
            names[unescape(login[1]).strip()] = unescape(name[1]).strip()
    return names


def without_shortcodes(text: str) -> str:
    """Return a text of WordPress without the marks that stand for what the site adds."""
    closed = set(_CLOSED.findall(text)) if "[/" in text else set()
    bare = _OPENED.sub(lambda found: "" if found[1] in closed else found[0], text)
    return _SHORTCODE.sub("", bare)


def left_out(entry: Any) -> str:
    """Return what an entry is that is no published article: its type or state; else empty."""
    kind, state = str(entry.get("wp_post_type", "")), str(entry.get("wp_status", ""))
    if kind in _NO_ARTICLES:
        return kind
    return "" if state in ("", "publish") else state


def told_left_out(name: str, kinds: Counter[str]) -> Told:
    """Return the remark on what was left out."""
    message = N_("Left out, as no published articles: {kinds}.")
    listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return Told(name, finding(message, kinds=listed))
