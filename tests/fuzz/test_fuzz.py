"""Whatever is typed or read gives a result or a refusal, within a bound, and what can goes round.

`python -m pytest tests/fuzz` tries some of each, the same ones each time; `-m fuzz` tries others
for ten minutes in all. What has failed once stays as an `@example`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time, thread_time
from typing import TypeVar
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from store import Article, Desk, DeskError, NewsItem, open_desk
from store.articles.diff import pieces, side_by_side
from store.articles.page_format import read_page, write_page
from store.campaign_records import Campaign, Day
from store.campaigns.documents import tidy_number
from store.campaigns.recurrence import next_days, read_repeat, show_repeat
from store.campaigns.units_csv import read_units, taken, units_csv
from store.dates.formatting import show_due
from store.dates.parser import read_due, read_shift
from store.news.dates import read_date
from store.news.mapping import read_map
from store.news.readers import previews
from store.news.row_mapping import Setting
from store.search import shared
from store.search.query import parse
from store.search.tokens import pauses, vector
from store.templates.parser import checked
from store.text import fold, identity, nfc, slug, sort_key

DESK: Desk
"""An open one with a news item and an article (`_desk`)."""
TODAY = date(2027, 4, 20)
CAMPAIGN = Campaign(
    name="Tháng Công nhân",
    start=date(2027, 4, 1),
    levels=("Quận", "Cơ sở"),
    milestones=(Day(name="Khai mạc", start=TODAY), Day(name="1.5", start=date(2027, 5, 1))),
)
MOST_SECONDS = 5.0
"""Of the processor, for an input of some thousand characters: a hundred times what it takes."""

SHORT = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SECONDS_EACH = 40.0
"""So long each long run goes on trying; there are sixteen."""

# ---------------------------------------------------------------- what is tried

TYPED = """
công đoàn quà 1.250 18.4 thứ sáu tuần sau mai rằm tháng Giêng âm lịch 10 ngày trước 1.5 D-10 +3d
hằng tuần mỗi 2 every monday until 31.5.2027 lần FREQ=WEEKLY;BYDAY=MO COUNT=3 22h 8 giờ tối 9:30 pm
“Khai mạc” kết thúc author: tác giả: trạng thái: đã duyệt sau: trước: state: -quà " “ ” | noon
TIN LIÊN QUAN Hà Nội – PV 29.2 31.4 0 99999 2027-05-18
"""
words = st.sampled_from(TYPED.split())
odd = st.sampled_from(
    [
        *" \t\n\r\0\v\f\x1b\x85\u2028\u2029\xa0\u200b\u200d\ufeff\u0301\u0323\u031b",
        *"'\",;:|<>&#=[]{}()-–—/\\.*+?!%@$^~`",
        *("\r\n", "\n\n", "\n\n\n", "&#", "<!--", "-->", "]]>", "<![CDATA[", "&amp;", "=?", "?="),
        *("İ", "ß", "ﬁ", "ẞ", "Ǆ", "ﷺ", "𝟙", "１", "०", "²", "👩\u200d🏭", "\ud800", "\U0010ffff"),
        *("đ", "Đ", "ế", "Ế", normalize("NFD", "ế"), "ð", "Ð", "ơ", "uơ"),
    ]
)
piece = st.one_of(words, words.map(lambda word: f"{word} "), odd, st.text(max_size=8))
again = st.builds(lambda part, times: part * times, piece, st.sampled_from([2, 9, 70, 700]))
text = st.lists(st.one_of(piece, piece, piece, again), max_size=30).map("".join)
line = text.map(lambda found: " ".join(found.split()))

Given = TypeVar("Given")


def bounded(work: Callable[[], Given]) -> Given | DeskError:
    """Return what work gives, or the refusal that it ends in; see that it costs little."""
    start = thread_time()
    try:
        return work()
    except DeskError as refusal:
        str(refusal)  # its sentence can be told
        return refusal
    finally:
        assert thread_time() - start < MOST_SECONDS


# ---------------------------------------------------------------- files, from their parts


def _file(*parts: str) -> st.SearchStrategy[str]:
    """Make files of parts of their format, in any order, with anything between them."""
    known = st.sampled_from(parts)
    return st.lists(st.one_of(known, known, known, piece, again), max_size=40).map("".join)


tables = st.builds(
    lambda head, rest: head + rest,
    st.sampled_from(["headline,summary\n", "tít;ngày;sapo\r\n", "title\tlink\n", "", "sep=;\n"]),
    _file(",", ";", "\t", '"', '""', "\n", "\r\n", "\n\n", "một,hai\n", '"a\nb",c\n', "1.4.2027"),
)
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["headline", "name", "author", "published", "x"]), inner),
    ),
    max_leaves=8,
)
json_lines = st.lists(
    st.one_of(
        st.dictionaries(
            st.sampled_from(["headline", "summary", "published", "author"]), json_values
        ).map(json.dumps),
        _file("{", "}", "[", "]", '"', ":", ",", '"headline"', "null", "1e999", "9" * 400, "\\u"),
    ),
    max_size=6,
).map("\n".join)
feeds = _file(
    *("<?xml version='1.0'?>", "<rss version='2.0'><channel>", "</channel></rss>", "<item>"),
    *("</item>", "<title>Tổ may</title>", "<title>", "</title>", "<author>", "<pubDate>"),
    *("<description>", "</description>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>"),
    *("<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "<link href='x'/>", "</feed>", "&#xD800;", "&#999"),
)
pages_of_the_web = _file(
    *("<html>", "<head>", "<title>Tổ may</title>", "</head>", "<body>", "<p>", "</p>", "<div>"),
    *("<p>Sáng 18.4, tổ may số 7 trao quà cho công nhân ở ba khu nhà trọ.</p>", "<ul><li>", "<br>"),
    *("<time datetime='2027-04-18'>", "<meta name=author content='An'>", "<script>", "</script>"),
    *("<table><tr><td>", "</body></html>", "<a href='x'>", "<p a='", "data:image/png;base64,AAAA"),
)
mails = _file(
    *("From: An <an@bao.vn>\n", "Subject: Tổ may\n", "Date: Mon, 20 Apr 2027 10:00:00 +0700\n"),
    *(
        "Content-Type: multipart/mixed; boundary=b\n",
        "--b\n",
        "--b--\n",
        "Content-Type: text/html\n",
    ),
    *("Content-Transfer-Encoding: base64\n", "QUFB\n", "\n", "=?utf-8?q?a?=", "=?x?b?", "From x\n"),
    *(
        "Content-Type: message/rfc822\n",
        "Content-Type: text/plain; charset=",
        "From x\n",
        "<p>a</p>",
    ),
)
own_pages = _file(
    *(
        "Tít\n\n",
        "An |\n\n",
        "|\n\n",
        "Một đoạn.\n\n",
        "TIN LIÊN QUAN\n\n",
        "An\nTIN LIÊN QUAN\n\n",
    ),
    *("\n\n", "\r\n\r\n", "\ufeff", "Tin liên quan:\n", "cuối"),
)
units = st.builds(
    lambda head, rest: head + rest,
    st.sampled_from(
        ["tên;tên tắt;cấp;đơn vị cấp trên;liên hệ\n", "name,parent\n", "sep=,\nname\n"]
    ),
    _file(";", ",", '"', "\n", "a;b;Quận;;\n", "b;;Quận;a;\n", "a,b\nb,a\n", "'=1", "Cơ sở"),
)
templates = st.builds(
    lambda rest: f'version = 1\nname = "A {{year}}"\n{rest}',
    _file(
        *("[[tasks]]\n", "title = 'a'\n", "key = 'k'\n", "after = ['k']\n", "due = '1.5'\n", "'''"),
        *("phases = ['a']\n", "[[units]]\n", "name = 'u'\n", "parent = 'u'\n", "repeat = 'x'\n"),
        *("start = '1.4'\n", "end = '31.5'\n", "x", ".", "=", "[", "]", "{", "}", "1", "\n", "#"),
        *("[[milestones]]\n", "anchor = 'start'\n", "priority = 9\n", "time = '25:00'\n", '"'),
    ),
)
FILES = {
    "csv": tables,
    "jsonl": json_lines,
    "json": json_lines.map(lambda found: f"[{found.replace(chr(10), ',')}]"),
    "rss": feeds,
    "html": pages_of_the_web,
    "eml": mails,
    "mbox": mails.map(lambda found: f"From x\n{found}"),
    "txt": own_pages,
}


# ---------------------------------------------------------------- what is seen of each


def texts(found: str) -> None:
    """Every way of looking at a text."""
    for look in (fold, nfc, identity, slug, pauses, sort_key):
        bounded(partial(look, found))
    assert fold(nfc(found)) == fold(found) or "\u0344" in normalize("NFD", found)
    assert slug(found).isascii()
    bounded(lambda: vector(found[:20], found))
    for spans in shared(found, found[::-1] + found):
        assert all(start < end for start, end in spans)


def due_days(found: str) -> None:
    """What is understood and shown is understood again as the same."""
    due = bounded(lambda: read_due(found, TODAY, CAMPAIGN))
    bounded(lambda: read_shift(found))
    if not isinstance(due, DeskError) and due.day is not None:
        for english in (False, True):
            typed = show_due(due, TODAY, CAMPAIGN, english=english).text
            assert read_due(typed, TODAY, CAMPAIGN) == due, typed
    bounded(lambda: read_date(found))
    bounded(lambda: tidy_number(found))
    bounded(lambda: read_map(found))


def repetitions(found: str) -> None:
    rule = bounded(lambda: read_repeat(found))
    if isinstance(rule, DeskError) or not rule:
        return
    assert read_repeat(rule) == rule
    for english in (False, True):
        assert read_repeat(show_repeat(rule, english=english)) == rule
    days = bounded(lambda: next_days(rule, TODAY, TODAY))
    assert isinstance(days, DeskError) or days == sorted(days)


def searches(found: str) -> None:
    bounded(lambda: DESK.search.find(found))
    query = bounded(lambda: parse(found, TODAY))
    if not isinstance(query, DeskError):
        place = 0
        for start, end in query.marks(f"{found} Tổ may số 7 trao 1.250 suất quà"):
            assert place <= start < end
            place = end


def layouts(found: str) -> None:
    """A page is written as it was read, to the byte."""
    data = found.encode("utf-8", "replace")
    page = bounded(lambda: read_page(data, "x"))
    if not isinstance(page, DeskError):
        assert bounded(lambda: write_page(page)) == data


def differences(both: tuple[str, str]) -> None:
    old, new = both
    found = bounded(lambda: pieces(old, new))
    assert not isinstance(found, DeskError)
    assert "".join(p.text for p in found if p.kind != "added") == old
    assert "".join(p.text for p in found if p.kind != "removed") == new
    bounded(lambda: side_by_side(found))


def lists_of_units(found: str) -> None:
    data = found.encode("utf-8", "replace")
    took = bounded(lambda: read_units(data, CAMPAIGN, "u.csv"))
    if isinstance(took, DeskError):
        return
    campaign = Campaign(name="x", levels=CAMPAIGN.levels, units=taken(CAMPAIGN, took))
    again = read_units(units_csv(campaign), campaign, "u.csv")
    assert not again.added
    assert not again.changed


def template_files(found: str) -> None:
    template = bounded(lambda: checked(normalize("NFC", found), Path("t.toml")))
    if not isinstance(template, DeskError):
        bounded(lambda: template.build(2028))


def imports(ending: str) -> Callable[[str], None]:
    def one(found: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"x.{ending}"
            path.write_bytes(found.encode("utf-8", "surrogatepass"))
            bounded(lambda: previews([path], Setting(today=TODAY)))
            report = bounded(lambda: DESK.news.import_files([path], dry=True))
            assert not isinstance(report, DeskError)
            assert report.stopped == ""
            for refused in report.refused:
                assert str(refused.why)

    return one


@pytest.fixture(scope="module", autouse=True)
def _desk(tmp_path_factory):
    global DESK
    with open_desk(tmp_path_factory.mktemp("desk") / "desk.json") as DESK:
        DESK.records.write(
            "",
            [
                NewsItem(headline="Tổ may số 7 trao quà", summary="1.250 suất quà, “vé xe”."),
                Article(headline="Công đoàn khu Bắc", body="Sáng 18.4, công nhân nhận quà."),
            ],
        )
        DESK.search.index()
        yield


TRIED: dict[str, tuple[st.SearchStrategy, Callable]] = {
    "texts": (text, texts),
    "due days": (line, due_days),
    "repetitions": (line, repetitions),
    "searches": (text, searches),
    "layouts": (own_pages, layouts),
    "differences": (st.tuples(text, text), differences),
    "units": (units, lists_of_units),
    "templates": (templates, template_files),
    **{ending: (files, imports(ending)) for ending, files in FILES.items()},
}

FAILED: dict[str, list] = {"searches": ["\u0f69"]}
"""What has failed once."""


def _tried(name: str, options: settings) -> None:
    inputs, see = TRIED[name]
    test = given(inputs)(lambda found: see(found))
    for failed in FAILED.get(name, ()):
        test = example(failed)(test)
    options(test)()


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_some_of_each(name):
    _tried(name, SHORT)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TRIED)
def test_many_of_each(name):
    until = process_time() + SECONDS_EACH
    tries = 0
    while process_time() < until:
        tries += 500
        _tried(
            name,
            settings(
                SHORT,
                derandomize=False,
                max_examples=500,
                phases=(Phase.explicit, Phase.generate, Phase.shrink),
            ),
        )
    print(f"{name}: {tries}")
