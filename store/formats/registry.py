"""The formats in which articles go out, and how one is chosen: format, encoding, line ends."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from store.articles.page_format import write_page
from store.encoding import TCVN3, WINDOWS_1258, decode
from store.errors import N_, InvalidValueError
from store.formats.format import Format
from store.formats.outgoing import Outgoing
from store.formats.plain import UTF_8, UTF_8_BOM, dressed, undressed


def _text(out: Outgoing) -> bytes:
    return write_page(out.page)


def _markdown(out: Outgoing) -> bytes:
    from store.formats import markdown

    return markdown.written(out)


def _html(out: Outgoing) -> bytes:
    from store.formats import html

    return html.written(out)


def _docx(out: Outgoing) -> bytes:
    from store.formats import docx

    return docx.written(out)


def _shown_docx(data: bytes) -> str:
    from store.formats import docx

    return docx.shown(data)


def _wxr(out: Outgoing) -> bytes:
    from store.formats import wxr

    return wxr.written(out)


def _ninjs(out: Outgoing) -> bytes:
    from store.formats import ninjs

    return ninjs.written(out)


def _eml(out: Outgoing) -> bytes:
    from store.formats import eml

    return eml.written(out)


def _shown_eml(data: bytes) -> str:
    from store.formats import eml

    return eml.shown(data)


TEXT: Final = Format("txt", ".txt", N_("Text, house layout"), _text, has_encodings=True)
FORMATS: Final = (
    TEXT,
    Format("md", ".md", N_("Markdown"), _markdown, has_encodings=True, pictures="beside"),
    Format("html", ".html", N_("Web page (HTML)"), _html, pictures="beside"),
    Format("docx", ".docx", N_("Word (DOCX)"), _docx, pictures="inside", shown=_shown_docx),
    Format("wxr", ".wxr.xml", N_("WordPress (WXR)"), _wxr),
    Format("ninjs", ".ninjs.json", N_("News agencies (ninjs 3.0)"), _ninjs),
    Format("eml", ".eml", N_("Mail (EML)"), _eml, pictures="inside", shown=_shown_eml),
)

ENCODINGS: Final = {
    UTF_8: "UTF-8",
    UTF_8_BOM: "UTF-8 + BOM",
    "windows-1258": WINDOWS_1258,
    "tcvn3": TCVN3,
}
"""The encodings that can be asked for, by their names on the command line."""


class Form(NamedTuple):
    """How an article is written: its format; and the encoding and line ends of plain text."""

    format: Format = TEXT
    encoding: str = ""
    """A key of `ENCODINGS`; empty to keep the one of the page, which is UTF-8."""
    has_crlf: bool = False
    """Whether lines end as Windows wants it; otherwise as they do on the page."""

    @property
    def name(self) -> str:
        """Return the name under which the ledger keeps it; empty for a page as it is."""
        if self.is_house_layout:
            return ""
        parts = (self.format.name, self.encoding, "crlf" if self.has_crlf else "")
        return " ".join(filter(None, parts))

    @property
    def is_house_layout(self) -> bool:
        """Tell whether it writes the page itself, byte for byte."""
        return self == HOUSE_LAYOUT

    def written(self, out: Outgoing) -> bytes:
        """Return the bytes of the file of an article.

        Raises:
            PageError: the article cannot be written so; the sentence names what is in the way.
            InvalidValueError: no article can: an export template has failed.
        """
        data = self.format.written(out)
        return dressed(data, ENCODINGS.get(self.encoding, ""), has_crlf=self.has_crlf)

    def shown(self, data: bytes) -> str:
        """Return the text of a file that was written so."""
        encoding = ENCODINGS.get(self.encoding, "")
        if encoding in (TCVN3, WINDOWS_1258):
            return decode(data, encoding)
        return undressed(self.format.shown(data))


HOUSE_LAYOUT: Final = Form()
"""The page itself, byte for byte."""


def form_of(
    name: str = "", encoding: str = "", *, has_crlf: bool = False, templates: Path | None = None
) -> Form:
    """Return how to write articles.

    Args:
        name: of a format, or of an export template; empty for text.
        encoding: a key of `ENCODINGS`; empty for the one of the page.
        has_crlf: whether lines end as Windows wants it.
        templates: the folder of the export templates.

    Raises:
        InvalidValueError: there is no such format, template or encoding, or the format has none.
    """
    chosen = next((one for one in FORMATS if one.name == (name or TEXT.name)), None)
    if chosen is None and templates is not None:
        from store.formats.template import template_named

        chosen = template_named(name, templates)
    if chosen is None:
        raise InvalidValueError(
            N_("There is no format or export template “{name}”; the formats are {names}."),
            name=name,
            names=", ".join(one.name for one in FORMATS),
        )
    if encoding and encoding not in ENCODINGS:
        raise InvalidValueError(
            N_("There is no encoding “{name}”; choose one of {names}."),
            name=encoding,
            names=", ".join(ENCODINGS),
        )
    if (encoding not in ("", UTF_8) or has_crlf) and not chosen.has_encodings:
        raise InvalidValueError(
            N_("Files of the format {name} are always in UTF-8; leave the encoding out."),
            name=chosen.name,
        )
    return Form(chosen, encoding if chosen.has_encodings else "", has_crlf)


def form_kept(name: str) -> Form:
    """Return the form that the ledger has kept under a name; a template is shown as its text."""
    format_name, *others = (name or TEXT.name).split(" ")
    encoding = next((one for one in others if one in ENCODINGS), "")
    try:
        return form_of(format_name, encoding, has_crlf="crlf" in others)
    except InvalidValueError:
        unknown = Format(format_name, "", format_name, _text, has_encodings=True)
        return Form(unknown, encoding, "crlf" in others)
