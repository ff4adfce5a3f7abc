"""The numbers of a report: what each opens to, and that they agree in every format."""

from __future__ import annotations

import io
import re

import docx
import msgspec
from hypothesis import given
from markdown_it import MarkdownIt

from store import report
from store.campaign_records import Task
from store.channels import Channel
from store.records import Article, Status
from store.report import report_markdown, report_text
from store.report.blocks import Measure, clean
from store.report.docx import report_docx

from .odd import reported
from .samples import EMPTY, NOW, figures


def test_thousands_have_a_dot_and_nearly_all_is_not_all():
    tasks = [Task(campaign=EMPTY.id, title="v", done=NOW) for _ in range(1999)]
    text = report_text(figures(EMPTY, [*tasks, Task(campaign=EMPTY.id, title="v")]))
    assert "Kế hoạch có 2.000 việc" in text
    assert "1.999 việc (99%)" in text.replace("\n", " ")


def spots(found):
    return [(line.text, spot) for line in report.report_lines(found) for spot in line.spots]


@given(reported())
def test_each_number_of_a_report_is_how_many_things_it_opens_to(found):
    known = {*found.articles, *(one.id for one in found.tasks)}
    known |= {one.rumour.id for one in found.claims}
    for text, spot in spots(found):
        number, shown = spot.number, text[spot.start : spot.end]
        if isinstance(number, Measure):
            assert shown == number.shown[: len(shown)]
        else:
            # Only a column without any room breaks a number.
            assert shown == str(number)[: len(shown)]
            assert number.value == sum(item.why is None for item in number.items)
        assert set(number.counted) <= known


def test_every_count_of_the_report_opens(may):
    """Only days, hours, targets and the numbers of headings are no counts."""
    known = {(text, spot.start) for text, spot in spots(may)}
    inside = "\n".join(line.text for line in report.report_lines(may))
    start, end = inside.index("Kế hoạch có"), inside.index("III. TỒN TẠI")
    for line in report.report_lines(may):
        is_target = "≥" in line.text or "≤" in line.text
        if line.text not in inside[start:end] or not line.text.startswith("|") or is_target:
            continue
        for cell in re.finditer(r"\| +(\d+%?) (?=\|)", line.text):
            assert (line.text, cell.start(1)) in known, line.text


def test_the_numbers_of_a_channel_are_its_pieces_and_tell_why_the_others_do_not_count():
    campaign = msgspec.structs.replace(EMPTY, channels=(Channel("loa"), Channel("đài")))
    out, again = (
        Article(campaign=campaign.id, status=Status.EXPORTED, exported=NOW, channels=("loa",))
        for _ in range(2)
    )
    ready = Article(campaign=campaign.id, status=Status.APPROVED, channels=("loa",))
    planned = Task(campaign=campaign.id, title="x", channels=("loa",))
    found = figures(campaign, [planned], [out, again, ready])
    of_loa = {spot.about: spot for _text, spot in spots(found) if spot.about.startswith("loa ·")}
    assert {about: spot.number.counted for about, spot in of_loa.items()} == {
        "loa · Đã phát": (out.id, again.id),
        "loa · Sẵn sàng": (ready.id,),
        "loa · Dự kiến": (planned.id,),
    }
    assert {spot.part for spot in of_loa.values()} == {"2. Theo kênh"}
    others = [item for item in of_loa["loa · Đã phát"].number.items if item.why]
    assert [(one.records, str(one.why)) for one in others] == [
        ((ready.id,), "ready, not out"),
        ((planned.id,), "planned, not out"),
    ]


@given(reported())
def test_the_numbers_agree_in_text_markdown_and_word(found):
    text = report_text(found)
    numbers = [str(spot.number) for _text, spot in spots(found)]
    tokens = MarkdownIt("commonmark").enable("table").parse(report_markdown(found))
    word = docx.Document(io.BytesIO(report_docx(found)))
    rows = [
        [[clean(cell.text) for cell in row.cells] for row in one.rows] for one in word.tables[1:-1]
    ]
    in_markdown: list[list[str]] = []
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            in_markdown.append([])
        elif token.type == "inline" and tokens[place - 1].type in ("td_open", "th_open"):
            words = (child.content for child in token.children or () if child.type != "softbreak")
            in_markdown[-1].append("".join(words))
    assert in_markdown == [row for one in rows for row in one]
    paragraphs = [clean(one.text) for one in word.paragraphs]
    told = [clean(token.content) for token in tokens if token.type == "inline"]
    for start in ("Kế hoạch có", "Tổng cộng", "Đã ghi nhận"):
        in_word = [one for one in paragraphs if one.startswith(start)]
        assert in_word == [one for one in told if one.startswith(start)]
        assert all(" ".join(one.split()) in " ".join(text.split()) for one in in_word)
    assert numbers
