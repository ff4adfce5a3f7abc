"""Encodings and line ends of the texts that go out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from store import Article, InvalidValueError, PageError
from store.article_parts import Layout
from store.encoding import TCVN3, WINDOWS_1258, decode
from store.formats.outgoing import Outgoing
from store.formats.registry import ENCODINGS, form_kept, form_of
from store.records import Status
from store.text import nfc
from tests.conftest import PAGE

from ..disk import one_sentence
from .pages import outgoing, pages
from .samples import page_out


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
