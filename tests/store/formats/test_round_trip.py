"""What went out comes in again: as the page that it was, or as news, without a word lost."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import assume, given, settings
from msgspec.structs import replace

from store.articles.page_format import as_written
from store.formats import docx, html, markdown
from store.formats.incoming import read_incoming
from store.formats.outgoing import Outgoing
from store.formats.registry import form_of
from store.news import mail, readers
from store.news.items import Found
from store.news.row_mapping import Setting
from store.news.stream import Stream
from store.records import Status
from tests.conftest import PAGE

from .pages import outgoing, pages
from .samples import AT, page_out, texts_of, words

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
