"""Compare web addresses: the same page by http or https, with or without tracking parameters."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

_TRACKING: Final = re.compile(
    r"(?:utm|mc|mtm|pk|piwik|matomo|at|itm)_\w+"
    r"|(?:fb|g|d|y|tw|tt)clid|irclickid|msclkid|gbraid|wbraid|li_fat_id|s_kwcid|igsh|igshid"
    r"|mkt_tok|_ga|_gl|_hsenc|_hsmi|xtor|cmpid|cmp|ref|ref_src|zarsrc|gidzl|fromrss",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from."""


class Address(NamedTuple):
    """What two addresses share that lead to the same page."""

    page: int
    """A hash of the page; 0 where the address is empty or names a whole site."""
    part: int
    """A hash of the place in the page; 0 for none."""


def address_of(link: str) -> Address:
    """Return the page that a link leads to."""
    link = link.strip()
    if link.lower().startswith("mid:"):
        return Address(hash(link), 0)
    try:
        parts = urlsplit(link)
    except ValueError:  # brackets that are no IPv6 address
        return Address(hash(link), 0)
    query = "&".join(sorted(filter(_tells, parts.query.split("&"))))
    path = parts.path.rstrip("/")
    if not query and not path.strip("/"):
        return Address(0, 0)
    host = parts.netloc.lower().removeprefix("www.")
    page = f"{host}{unquote(path)}?{query}" if query else f"{host}{unquote(path)}"
    has_part = parts.fragment and _tells(parts.fragment)
    return Address(hash(page), hash(parts.fragment) if has_part else 0)


def _tells(parameter: str) -> bool:
    """Tell whether a parameter tells pages apart."""
    return bool(parameter) and not _TRACKING.fullmatch(parameter.partition("=")[0])
