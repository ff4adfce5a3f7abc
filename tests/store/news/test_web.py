"""Saved web pages: which of its titles is the headline, the day here, the encoding, the authors."""

from datetime import date, timedelta, timezone

import pytest

from store.news.items import Found
from store.news.readers import read
from store.news.row_mapping import Setting
from store.news.stream import Stream
from tests.store.news.reports import only, said, why
from tests.store.news.samples import HEADLINES, SUMMARIES, mail, web

HANOI = timezone(timedelta(hours=7))
BODY = "".join(
    f"<p>{text} Đoạn này kể thêm về những người đã làm việc ấy và tuần tới sẽ làm gì.</p>"
    for text in SUMMARIES
)


def page(head="", body=f"<h1>{HEADLINES[0]}</h1>", title=HEADLINES[0]):
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body><nav><a href='/'>Trang chủ</a></nav><article>{body}{BODY}</article>"
        "</body></html>"
    )


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def test_a_saved_page(desk, take):
    take("bai.html", web(0))
    item = only(desk)
    assert (item.headline, item.author, item.summary) == (HEADLINES[0], "Võ Bình", SUMMARIES[0])
    assert (item.source, item.published) == ("Báo Bến Cảng", date(2027, 4, 18))
    assert HEADLINES[0] not in item.text  # the page says it above the text
    assert item.link == "https://bao.example/bai-0.html"
    assert "Đoạn thứ 1" in item.text
    assert "\n\n" in item.text
    assert "hỏng rồi" not in item.text
    assert "Trang chủ" not in item.text


def test_a_page_saved_as_one_file(desk, take):
    page = web(1).decode()
    parts = f"--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n--x--\n"
    data = mail(1, parts, **{"Content-Type": "multipart/related; boundary=x",
                             "Snapshot-Content-Location": "https://bao.example/1"})  # fmt: skip
    take("bai.mhtml", data)
    assert (only(desk).headline, only(desk).link) == (HEADLINES[1], "https://bao.example/1")


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<!doctype html><html><body><script>let a = '<p>b</p>'</script></body></html>",
        b"<html>" + b"<div>" * 20_000,
        b"<!DOCTYPE html>" + b"\xff\xfe\xfd" * 60,
    ],
)
def test_a_page_without_an_article(desk, take, data):
    report = take("bai.html", data)
    assert list(why(report)) == ["bai.html"]
    assert not len(desk.news)


def test_a_page_that_is_too_large(desk, take):
    assert "16 MB" in why(take("bai.html", b"<html>" + b"x" * 16_000_000))["bai.html"]


@pytest.mark.parametrize("mark", [" - ", " | ", " – ", " » "])
def test_the_name_of_the_site_is_no_part_of_the_headline(desk, take, mark):
    named = f"{HEADLINES[0]}{mark}Báo Cảng Online"
    head = meta("og:title", named) + meta("og:site_name", "Báo Cảng Online")
    take("bai.html", page(head, title=named))
    found = only(desk)
    assert (found.headline, found.source) == (HEADLINES[0], "Báo Cảng Online")
    assert found.text.startswith(SUMMARIES[0])
    assert found.summary.startswith(SUMMARIES[0])


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("", f"<h1>Báo Cảng</h1><h2>{HEADLINES[0]}</h2>", f"{HEADLINES[0]} - Báo Cảng"),
        ("", "<h1>Tin tức</h1>", f"{HEADLINES[0]} | Tin tức"),
        ("", f"<h1>{HEADLINES[0]}</h1>", f"Báo Cảng: {HEADLINES[0]}"),
        (meta("og:site_name", "Báo Cảng"), "", f"{HEADLINES[0]} - Báo Cảng"),
        (meta("og:title", HEADLINES[0]), f"<h1>Đời sống {HEADLINES[0]}</h1>", HEADLINES[0]),
        ("", f"<h1>{HEADLINES[0]}</h1>", "Trang"),
        (
            "<link rel='canonical' href='https://www.baocang.example/tin/1'>",
            "",
            f"{HEADLINES[0]} | Báo Cảng",
        ),
        (
            meta("og:title", f"{HEADLINES[0]} mới")
            + f"""<script type='application/ld+json'>
            {{"@type": "NewsArticle", "headline": "{HEADLINES[0]}"}}</script>""",
            f"<h1>Đời sống {HEADLINES[0]}</h1>",
            HEADLINES[0],
        ),
        ("", f"<h1>{HEADLINES[0][:9]}\xad{HEADLINES[0][9:]}</h1>", HEADLINES[0]),
    ],
    ids=[
        *("site in h1", "section in h1", "site before", "no h1", "kicker", "title says nothing"),
        *("site in the address", "kicker known from another title", "soft hyphen"),
    ],
)
def test_the_headline_is_what_readers_see_as_one(desk, take, head, body, title):
    take("bai.html", page(head, body, title))
    assert only(desk).headline == HEADLINES[0]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (meta("article:published_time", "2027-04-17T23:00:00Z"), date(2027, 4, 18)),
        (meta("article:published_time", "2027-04-17T23:00:00.000+00:00"), date(2027, 4, 18)),
        (meta("article:published_time", "2027-04-17T08:00:00Z"), date(2027, 4, 17)),
        (meta("article:published_time", "2027-04-17T23:00:00+07:00"), date(2027, 4, 17)),
        (meta("article:published_time", "2027-04-17"), date(2027, 4, 17)),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",'
            '"datePublished":"2027-04-17T23:00:00Z"}</script>',
            date(2027, 4, 18),
        ),
    ],
)
def test_a_page_of_the_night_is_of_the_day_that_it_was_here(put, head, day):
    with Stream(put("bai.html", page(head))) as stream:
        (found,) = read(stream, Setting(today=date(2027, 5, 1), zone=HANOI))
    assert isinstance(found, Found)
    assert found.published == day


NIGHT = "2027-04-17T23:00:00Z"


@pytest.mark.parametrize(
    ("address", "body", "day"),
    [
        ("https://a.example/2027/04/17/tin", "", 17),
        ("https://a.example/2027/4/18/tin", "<p>17.4.2027</p>", 18),
        ("", "<p>Published April 17, 2027</p>", 17),
        ("", "<p>17 avril 2027 à 23h</p>", 17),
        ("", "<p>04/17/2027</p>", 17),
        ("", "<p>Ngày 18 tháng 4 năm 2027</p><p>17/4/2027</p>", 18),
        ("", "<p>18/4/2027 06:00</p>", 18),
        ("", "<p>17.4.2026, 117.4.2027, 17.4.20271</p>", 18),
        ("", "<time datetime='2027-04-17T18:00:00-05:00'>5 p.m.</time>", 17),
        ("", "<time datetime='2027-04-17T19:00:00-05:00'>5 p.m.</time>", 18),
        ("", f"<time datetime='{NIGHT}'>17. April 2027</time><p>18. April 2027</p>", 17),
        ("", f"<time datetime='{NIGHT}'>18.4.2027</time><p>Cũ: 17.4.2027</p>", 18),
        ("", "<p>2027-04-17T21:00:00Z</p>", 18),  # a moment in UTC prints nothing
        ("https://a.example/2027/04/17/tin", "<p>Ý kiến bạn đọc: 18.04.2027</p>", 17),
        ("https://a.example/2027/04/16/tin", "", 16),  # from America
    ],
)
def test_a_page_of_elsewhere_is_of_the_day_that_it_shows(put, address, body, day):
    head = meta("article:published_time", NIGHT) + f"<link rel='canonical' href='{address}'>"
    text = f"<h1>{HEADLINES[0]}</h1>{body}<p>{SUMMARIES[0]} {SUMMARIES[1]}</p>"
    with Stream(put("bai.html", page(head, text))) as stream:
        (found,) = read(stream, Setting(today=date(2027, 5, 1), zone=HANOI))
    assert isinstance(found, Found)
    assert found.published == date(2027, 4, day)


@pytest.mark.parametrize(
    ("opened", "day"),
    [
        ("<html lang='de-DE'>", 17),  # 1 or 2 in the morning there, where it is 6 here
        ("<html xml:lang='fr'>", 17),
        ("<html lang='vi'>", 18),
        ("<html lang='en'>", 18),  # papers of here have pages in English
        ("<html lang='zh-CN'>", 18),
        ("<html lang=''>", 18),
    ],
)
def test_a_page_in_a_language_of_far_away_is_of_the_day_in_utc(put, opened, day):
    html = page(meta("article:published_time", NIGHT))
    with Stream(put("bai.html", html.replace('<html lang="vi">', opened).encode())) as stream:
        (found,) = read(stream, Setting(today=date(2027, 5, 1), zone=HANOI))
    assert isinstance(found, Found)
    assert found.published == date(2027, 4, day)


def test_the_first_day_of_publication_is_that_of_the_article(put):
    below = "<article>{}<p>Xem thêm</p></article>"
    body = "".join(
        below.format(f"<meta itemprop='datePublished' content='2027-04-{day}'>")
        for day in (18, 12, 7)
    )
    with Stream(put("bai.html", page(body=f"<h1>{HEADLINES[0]}</h1>{body}"))) as stream:
        (found,) = read(stream, Setting(today=date(2027, 5, 1), zone=HANOI))
    assert isinstance(found, Found)
    assert found.published == date(2027, 4, 18)


PUBLISHED = (
    meta("article:published_time", "2027-04-18T08:00:00+07:00"),
    meta("og:article:published_time", "2027-04-18"),
    "<meta itemprop='datePublished' content='2027-04-18 08:00:00'>",
    "<time itemprop='datePublished' datetime='2027-04-18 08:00:00'>8:00</time>",
    "<time pubdate datetime='2027-04-18'>8:00</time>",
    "<time datetime='2027-04-18'>hôm nay</time><time>18/4/2027, 8:00</time>",
    """<script type='application/ld+json'>{"@type": "NewsArticle",
    "dateModified": "2027-04-20T08:00:00Z", "datePublished": "2027-04-18T08:00:00"}</script>""",
)


@pytest.mark.parametrize("published", PUBLISHED)
@pytest.mark.parametrize(
    "other",
    [
        meta("og:updated_time", "2027-04-20T09:30:00+07:00"),
        meta("date", "2027-04-20"),
        "<time itemprop='dateModified' datetime='2027-04-20 09:30:00'>20/4/2027</time>",
        "<meta name='REVISION_DATE' content='2027-04-20T09:49:32Z'>",
        """<script>var page = {"saved": "2027-04-18T22:49:32Z"}</script>""",
    ],
)
def test_the_day_of_publication_comes_before_any_other(put, published, other):
    with Stream(put("bai.html", page(other + published))) as stream:
        (found,) = read(stream, Setting(today=date(2027, 5, 1), zone=HANOI))
    assert isinstance(found, Found)
    assert found.published == date(2027, 4, 18)


@pytest.mark.parametrize("where", ["late", "xml"])
def test_an_encoding_is_declared_late_or_in_xml(desk, take, where):
    words = "Le café ferme ses portes à Besançon"
    late = f"<html><head><!-- {'x' * 9000} --><meta charset='iso-8859-1'></head>"
    xml = '<?xml version="1.0" encoding="iso-8859-1"?><html><head></head>'
    text = (
        f"{late if where == 'late' else xml}<body><h1>{words}</h1><p>{words}, en été. </p></body>"
    )
    take("bai.html", text.encode("cp1252"))
    assert only(desk).headline == words


def test_the_site_is_no_author_beside_one(desk, take):
    head = meta("og:site_name", "Báo Cảng") + (
        '<meta name="author" content="Báo Cảng"><meta name="author" content="Võ Bình">'
    )
    take("bai.html", page(head))
    assert only(desk).author == "Võ Bình"


@pytest.mark.parametrize(
    ("body", "day"),
    [("<footer>© 2019 Báo Mẫu</footer>", None), ("<p>01/01/2019 06:30</p>", date(2019, 1, 1))],
)
def test_a_year_alone_is_no_day(desk, take, body, day):
    take("bai.html", page(body=f"<h1>{HEADLINES[0]}</h1>{body}"))
    assert only(desk).published == day


def test_a_day_that_only_stands_in_the_text_is_a_guess(desk, take):
    report = take("bai.html", page(body=f"<p>18/04/2027 06:30</p>{BODY}<h1>{HEADLINES[0]}</h1>"))
    assert only(desk).published == date(2027, 4, 18)
    assert said(report) == ["Its date is guessed from the text of the page: 18.4.2027."]


def test_a_program_that_looks_like_a_tag_does_not_swallow_the_page(desk, take):
    script = "<script>if (a<b && c='\"') { x = '<a href=' + \"y' }</script>"
    take("bai.html", page(script + "<script>var s = \"<p title='\" + 'x' * 5000;</script>"))
    assert only(desk).headline == HEADLINES[0]
    assert SUMMARIES[3] in only(desk).text
