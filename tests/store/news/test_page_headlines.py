"""The headline of a saved page: without the name of the site, kickers, and days above it."""

import pytest

from tests.store.news.reports import only
from tests.store.news.samples import SUMMARIES

HEADLINE = "Công nhân kho lạnh được khám mắt miễn phí"
TEXT = "".join(
    f"<p>{text} Đoạn này kể thêm về những người đã làm việc ấy và tuần tới sẽ làm gì.</p>"
    for text in SUMMARIES
)


def page(title, headings, head=""):
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head><body>{headings}{TEXT}</body></html>"
    )


@pytest.mark.parametrize("href", ["/", "https://kho.example", "https://kho.example/index.php", ""])
@pytest.mark.parametrize(
    "title",
    [
        f"Kho Lạnh » Blog Archive » {HEADLINE}",
        f"Kho Lạnh » {HEADLINE}",
        f"{HEADLINE} | Kho Lạnh",
        f"{HEADLINE} - Kho Lạnh",
    ],
)
def test_a_heading_that_leads_to_the_front_page_is_the_name_of_the_site(desk, take, title, href):
    home = f'<h1 class="logo"><a href="{href}">Kho Lạnh</a></h1>'
    take("bai.html", page(title, f"{home}<h2>{HEADLINE}</h2>"))
    assert only(desk).headline == HEADLINE


def test_a_heading_that_leads_to_the_piece_itself_is_the_headline(desk, take):
    heading = f'<h1><a href="https://kho.example/2027/kham-mat">{HEADLINE}</a></h1>'
    take("bai.html", page(f"{HEADLINE} | Kho", heading))
    assert only(desk).headline == HEADLINE


@pytest.mark.parametrize(
    "heading",
    [
        f'<span class="kicker">Đời sống thợ</span> {HEADLINE}',
        f'<span class="overline">Đời sống</span><span class="hidden">: </span>{HEADLINE}',
        f'<span class="article-subtitle">Đời sống</span> {HEADLINE}',
        f'<span class="supertitle"><time>18/4/2027</time></span> {HEADLINE}',
        f'{HEADLINE} <small class="phu">Ba trăm người trong hai ngày</small>',
        f'{HEADLINE}<span class="element-invisible"> | KHO.EXAMPLE</span>',
        f"18.04.2027 - {HEADLINE}",
        f"<style>.x1{{color:red}}</style>{HEADLINE}",
    ],
)
def test_what_stands_beside_the_headline_in_its_heading(desk, take, heading):
    take("bai.html", page(f"{HEADLINE} | Kho Lạnh", f"<h1>{heading}</h1>"))
    assert only(desk).headline == HEADLINE


def test_a_colon_that_no_reader_sees_stays_between_two_parts(desk, take):
    heading = f'<h1><span>Kho lạnh</span><span class="invisible">: </span>{HEADLINE}</h1>'
    take("bai.html", page(f"Kho lạnh: {HEADLINE}", heading))
    assert only(desk).headline.replace(" :", ":") == f"Kho lạnh: {HEADLINE}"


@pytest.mark.parametrize("mark", ["|", "│", "｜"])
def test_the_name_of_the_site_behind_a_bar_in_the_heading(desk, take, mark):
    head = '<meta property="og:site_name" content="Kho Lạnh">'
    take(
        "bai.html",
        page(f"{HEADLINE} {mark} Kho Lạnh", f"<h1>{HEADLINE} {mark} Kho Lạnh</h1>", head),
    )
    assert only(desk).headline == HEADLINE


def test_a_title_of_one_word_is_a_section(desk, take):
    headings = f'<p><a href="/">Kho Lạnh</a></p><h2 class="entry-title">{HEADLINE}</h2>'
    head = '<meta property="og:site_name" content="Kho Lạnh">'
    take("bai.html", page("Blog | Kho Lạnh", headings, head))
    assert only(desk).headline == HEADLINE


def test_a_day_inside_a_headline_stays(desk, take):
    headline = "Lịch cúp điện 18.04.2027 - khu Đông và khu Nam"
    take("bai.html", page(headline, f"<h1>{headline}</h1>"))
    assert only(desk).headline == headline
