"""The day of a saved page where neither a name of its own nor a line below the headline has it."""

from datetime import date

import pytest

from tests.store.news.reports import only
from tests.store.news.samples import HEADLINES, SUMMARIES

DAY = date(2027, 4, 18)
TEXT = "".join(
    f"<p>{text} Đoạn này kể thêm về những người đã làm việc ấy và tuần tới sẽ làm gì.</p>"
    for text in SUMMARIES
)
OTHERS = '<p>Tin khác, ngày 2/5/2027</p><meta itemprop="dateUpdate" content="2027-05-02">'


def page(head="", below="", behind="", lang="vi", heading=f"<h1>{HEADLINES[0]}</h1>"):
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{HEADLINES[0]}</title>{head}</head><body><article>{heading}"
        f"{below}{TEXT}</article>{behind}</body></html>"
    )


@pytest.mark.parametrize(
    "key",
    ["published_at", "publishedDate", "publish_date", "publicationDate", "first_publish_date"],
)
def test_data_of_the_page_says_when_it_was_published(desk, take, key):
    data = f'<script>var post = {{"{key}": "2027-04-18T06:00:00+07:00"}}</script>'
    take("bai.html", page(behind=data + OTHERS))
    assert only(desk).published == DAY


def test_data_of_several_days_says_nothing(desk, take):
    data = '<script>[{"published_at": "2027-04-18"}, {"published_at": "2027-04-19"}]</script>'
    take("bai.html", page('<meta name="date" content="2027-04-20">', behind=data))
    assert only(desk).published == date(2027, 4, 20)


@pytest.mark.parametrize(
    ("address", "day"),
    [("2026/4/18", date(2026, 4, 18)), ("2027/04/16", DAY), ("2027/99/18", DAY)],
)
def test_a_day_in_the_address_from_long_before_is_the_first_one(desk, take, address, day):
    head = (
        f'<link rel="canonical" href="https://kho.example/{address}/kham-mat/">'
        '<meta property="article:published_time" content="2027-04-18T06:00:00+07:00">'
    )
    take("bai.html", page(head))
    assert only(desk).published == day


def test_a_birthday_below_the_name_is_not_the_day_of_a_page(desk, take):
    changed = '<meta itemprop="dateUpdate" content="2027-04-18 10:47:36">'
    take("bai.html", page(changed, "<p>28/1/1975</p>"))
    assert only(desk).published == DAY


def test_an_old_piece_keeps_its_day_where_the_page_says_no_other(desk, take):
    take("bai.html", page(below="<p>28/1/1975</p>"))
    assert only(desk).published == date(1975, 1, 28)


@pytest.mark.parametrize(
    "line",
    [
        "Der Beitrag wurde am 18. April 2027 um 23:03 Uhr gepostet und unter Arbeit abgelegt.",
        "Diese Meldung wurde am 18.4.2027 veröffentlicht.",
    ],
)
def test_a_verb_behind_the_day_calls_it_that_of_publication(desk, take, line):
    take("bai.html", page(behind=f"{OTHERS}<div>{line}</div>", lang="de"))
    assert only(desk).published == DAY


def test_a_short_year_in_brackets_below_the_headline(desk, take):
    take("bai.html", page(below="<em>( Pescasseroli, 18 Aprile 27 )</em>", lang="it"))
    assert only(desk).published == DAY


def test_the_only_paragraph_that_begins_with_a_day_where_the_headline_is_not_found(desk, take):
    begun = f"<p>(18.4.2027) {SUMMARIES[0]} {SUMMARIES[1]} {SUMMARIES[0]} {SUMMARIES[1]}</p>"
    take("bai.html", page(heading="", below=begun, behind=OTHERS))
    assert only(desk).published == DAY


@pytest.mark.parametrize(("lang", "day"), [("en-gb", 17), ("en-US", 18), ("vi", 18)])
def test_the_evening_of_a_page_from_far_away(desk, take, lang, day):
    data = '<script>{"published_at": "2027-04-17T20:30:00Z"}</script>'
    take("bai.html", page(behind=data, lang=lang))
    assert only(desk).published == date(2027, 4, day)


def test_the_day_in_the_address_of_a_style_is_no_day_of_the_page(desk, take):
    head = (
        '<link rel="stylesheet" href="/in.css?v=2027-03-01">'
        '<script src="/a.min.js?v=2027-03-02-12-15"></script>'
    )
    take("bai.html", page(head))
    assert only(desk).published is None


def test_the_day_in_an_aside_that_tells_of_the_piece(desk, take):
    beside = '<aside class="meta"><time datetime="2027-04-18">18.4. 13:30</time></aside>'
    take("bai.html", page('<meta name="Date" content="2027-05-02">', behind=beside))
    assert only(desk).published == DAY
