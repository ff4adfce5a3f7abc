"""The day of a saved page: declared, or printed beside its headline as readers see it."""

from datetime import date, timedelta, timezone

import pytest

from store.news.items import Found
from store.news.readers import read
from store.news.row_mapping import Setting
from store.news.stream import Stream
from tests.store.news.samples import HEADLINES, SUMMARIES

HANOI = timezone(timedelta(hours=7))
DAY = date(2027, 4, 18)
TEXT = "".join(
    f"<p>{text} Đoạn này kể thêm về những người đã làm việc ấy và tuần tới sẽ làm gì.</p>"
    for text in SUMMARIES
)
CHANGED = '<meta name="date" content="2027-05-02">'
COMMENT = (
    '<section class="comments"><div class="comment">Bạn đọc'
    '<time datetime="2027-04-30T09:00:00+07:00">30/4/2027</time></div></section>'
)


def day_of(put, above="", below="", head="", lang="vi", text=TEXT, behind=""):
    page = (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{HEADLINES[0]}</title>{head}</head><body>{above}<article><h1>{HEADLINES[0]}</h1>"
        f"{below}{text}</article>{behind}</body></html>"
    )
    with Stream(put("bai.html", page)) as stream:
        (found,) = read(stream, Setting(today=date(2027, 6, 1), zone=HANOI))
    assert isinstance(found, Found)
    return found.published


@pytest.mark.parametrize(
    "line",
    [
        "<p>Thứ Bảy, 18/4/2027 | Lê Thu</p>",
        "<div><span>Lê Thu</span> <span>06:00 18/04/2027</span></div>",
        "<p>18 Tháng Tư, 2027</p>",
        "<p>Tháng Tư 18, 2027 bởi Lê Thu</p>",
        "<p>18 thg 4, 2027</p>",
        "<span><time>18/4/2027</time><time>21:25</time></span>",
        "<ul><li>Lê Thu</li><li>Bến Cảng</li><li>18.4.2027, 06:00</li></ul>",
        "<p>Cập nhật: 2/5/2027</p><p>Đăng ngày 18 tháng 4 năm 2027</p>",
    ],
)
def test_the_day_below_the_headline_comes_before_one_that_is_called_nothing(put, line):
    assert day_of(put, below=line, head=CHANGED) == DAY


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("de-CH", "Von Lena Kern, 18. April 2027"),
        ("fr", "Par Luc Morin | 18 avril 2027"),
        ("es-AR", "Redacción, 18 de abril de 2027"),
        ("pt-BR", "18/04/2027 21h44"),
        ("pl", "18 kwietnia 2027"),
        ("en-US", "April 18, 2027"),
        ("en", "By Ann Lee, 04/18/2027"),
        ("", "18 Apr 2027"),
        ("ja", "2027年4月18日"),
        ("xx", "18.04.27"),
    ],
)
def test_the_month_is_one_of_the_language_of_the_page(put, lang, line):
    assert day_of(put, below=f"<p>{line}</p>", head=CHANGED, lang=lang) == DAY


@pytest.mark.parametrize(
    ("lang", "day"), [("en-us", date(2027, 4, 5)), ("en-gb", date(2027, 5, 4))]
)
def test_which_of_day_and_month_comes_first_is_told_by_the_country(put, lang, day):
    assert day_of(put, below="<p>04/05/2027</p>", head=CHANGED, lang=lang) == day


def test_a_day_of_today_above_the_headline_is_not_that_of_the_article(put):
    above = "<div>Thứ Ba, 1.6.2027</div>"
    assert day_of(put, above, head='<meta name="date" content="2027-04-18">') == DAY


def test_a_byline_above_the_headline_has_its_day(put):
    assert day_of(put, "<div>18.4.2027 - Bài: Lê Thu (Ban Công đoàn)</div>", head=CHANGED) == DAY


def test_what_is_called_the_day_of_publication_may_stand_anywhere(put):
    behind = "<footer>© 2019</footer><div>Erschienen am:<h2>18.04.2027</h2></div>"
    assert day_of(put, behind=behind + COMMENT, lang="de") == DAY


def test_a_day_in_a_comment_is_not_that_of_the_article(put):
    text = f"<p>Bến Cảng, 18.4.2027 – {SUMMARIES[1]} {SUMMARIES[0]}</p>{TEXT}"
    assert (
        day_of(put, text=text, behind=COMMENT.replace("<time", "<span").replace("</time", "</span"))
        == DAY
    )


@pytest.mark.parametrize(
    ("moment", "printed", "day"),
    [
        ("2027-04-18T00:44:52Z", "17/4/2027 21:44", date(2027, 4, 17)),
        ("2027-04-17T23:30:00+00:00", "April 17, 2027 4:30 pm", date(2027, 4, 17)),
        ("Sun, 18 Apr 2027 00:25:56 GMT", "17 de abril de 2027", date(2027, 4, 17)),
        ("2027-04-17T23:30:00Z", "18/4/2027 06:30", date(2027, 4, 18)),
        ("2027-04-17T23:30:00Z", "1/4/2027", date(2027, 4, 18)),
        ("2027-04-18T09:00:00+07:00", "17/4/2027", date(2027, 4, 18)),
    ],
)
def test_a_moment_is_of_the_day_that_is_printed_if_it_was_that_day_somewhere(
    put, moment, printed, day
):
    head = f'<meta property="article:published_time" content="{moment}">'
    lang = "es" if " de " in printed else "vi"
    assert day_of(put, below=f"<p>{printed}</p>", head=head, lang=lang) == day


def test_a_moment_that_is_told_again_with_its_offset(put):
    head = '<meta property="article:published_time" content="2027-04-18T03:37:37+00:00">'
    line = '<time datetime="2027-04-17T23:37:37-04:00">sabato</time>'
    assert day_of(put, behind=f"<div>{line}</div>", head=head) == date(2027, 4, 17)


def test_of_two_days_of_publication_the_one_counts_that_is_printed(put):
    head = (
        '<meta itemprop="datePublished" content="2027-04-17">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",'
        '"datePublished":"2027-04-18"}</script>'
    )
    assert day_of(put, below="<p>18/4/2027</p>", head=head) == DAY
    assert day_of(put, head=head) == date(2027, 4, 17)


@pytest.mark.parametrize(
    "told",
    [
        '<span itemprop="datePublished" content="2027-04-18T06:00:00+07:00">hôm qua</span>',
        '<span itemprop="datePublished">18.4.2027</span>',
    ],
)
def test_any_element_may_say_when_it_was_published(put, told):
    assert day_of(put, head=CHANGED, behind=told) == DAY


@pytest.mark.parametrize("name", ["pubdate", "cXenseParse:publishtime", "DC.date.issued"])
def test_other_names_of_the_day_of_publication(put, name):
    assert day_of(put, head=f'{CHANGED}<meta name="{name}" content="2027-04-18">') == DAY


def test_what_such_a_name_says_of_another_thing_comes_after_what_is_printed(put):
    head = '<meta name="video:publicationDate" content="2027-05-02">'
    assert day_of(put, below="<p>18/4/2027</p>", head=head) == DAY


def test_lists_of_other_pieces_have_no_day_of_this_one(put):
    below = '<div class="related-news"><h3>Tin khác</h3><time>2/5/2027</time></div>'
    assert day_of(put, below=below, head='<meta name="date" content="2027-04-18">') == DAY


def test_a_page_for_browsers_without_programs_shows_its_day(put):
    assert day_of(put, "<noscript><p>Bật JavaScript</p>", "<p>18/4/2027</p>", CHANGED) == DAY
