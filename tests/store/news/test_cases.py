"""News files of others that were once read wrongly; they are not part of the project."""

from pathlib import Path

import pytest

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "news"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared is not there")

TAKEN = {
    "01-feed-entities/a-entities.atom": 2,
    "01-feed-entities/a-entities.rss": 2,
    "02-feed-many-authors/a-authors.rss": 2,
    "04-feed-one-link-many-items/re-a.rss": 3,
    "04-feed-one-link-many-items/re-frag.rss": 3,
    "04-feed-one-link-many-items/re-same.rss": 3,
    "05-wxr-classic-text/w-wxr.xml": 2,
    "08-feed-encodings/w-enc-gb2312.rss": 1,
    "08-feed-encodings/w-enc-iso-8859-15.rss": 1,
    "08-feed-encodings/w-enc-koi8-r.rss": 1,
    "08-feed-encodings/w-enc-shift_jis.rss": 1,
    "08-feed-encodings/w-enc-windows-1251.rss": 1,
    "09-feed-rss091-doctype/w-rss091.rss": 1,
    "10-json-feed-one-line/j-feed-min.json": 2,
    "11-json-object-over-lines/j-feed-pretty.json": 2,
    "11-json-object-over-lines/j-ninjs.json": 1,
    "11-json-object-over-lines/j-one-pretty.json": 1,
    "13-csv-sep-line/c-sep-bom.csv": 2,
    "13-csv-sep-line/c-sep.csv": 2,
    "14-csv-short-rows/c-short.csv": 3,
    "27-mail-named-txt/t-mail.txt": 1,
    "31-web-latin1/h-late-meta.html": 1,
    "31-web-latin1/h-xmlenc.xhtml": 1,
    "32-vietnamese-eth/dup-eth2.rss": 1,
    "34-address-tracking/dup-suffix.rss": 1,
    "34-address-tracking/l-fbclid.rss": 1,
    "34-address-tracking/l-slashutm.rss": 1,
    "34-address-tracking/l-utm2.rss": 1,
}


@pytest.mark.parametrize("name", TAKEN)
def test_as_many_items_as_there_are(desk, name):
    report = desk.news.import_files([CASES / name])
    assert not report.refused
    assert len(desk.news) == TAKEN[name]


def test_no_word_of_a_mail_is_lost(desk):
    desk.news.import_files((CASES / "21-mail-html-lists-tables").glob("*.eml"))
    text = " ".join(item.text for item in desk.news)
    for words in ("Gạo: 10 kg", "Khu B | 850 suất", "Giá một suất cơm", "Đoạn trong thẻ div"):
        assert words in text


def test_every_day_that_is_odd_but_clear_is_read(desk):
    desk.news.import_files([CASES / "35-feed-dates" / "d-all.rss"])
    assert all(item.published for item in desk.news)
