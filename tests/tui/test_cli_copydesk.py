"""`toasoan check` and `toasoan rules`: texts checked by the copy desk."""

from __future__ import annotations

import json
from datetime import date

import pytest
from msgspec.structs import replace

from store import Article, Fact, NewsItem, Status, open_desk
from store.article_parts import Fixed, IgnoredFlag
from store.campaign_records import Document
from store.copydesk.checker import Checker
from store.copydesk.ignoring import marks_of
from store.copydesk.manuscript import of_article
from store.copydesk.rule_files import built_in
from store.records import new_id
from tests.conftest import PAGE
from tests.tui.cli import put, refused, toasoan

WRONG = PAGE.replace("vào ngày 28.4", "vào ngày 31.4").replace("Mỗi suất", "Mổi ngày, mỗi suất")


@pytest.fixture
def own_rules(home):
    """Write a file of rules into the user's folder."""
    folder = home / "data" / "toasoan" / "rules"
    folder.mkdir(parents=True)
    return lambda text: (folder / "own.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def desk_file(home):
    return home / "desk.json"


def page(tmp_path, text, name="trang.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_are_lines_of_the_file_and_what_blocks_is_exit_1(tmp_path):
    path = page(tmp_path, WRONG)
    done = toasoan("check", path)
    assert done.code == 1
    assert done.err == ""
    assert done.lines == [
        f"{path}:5:9: warning no-break-spaces a no-break space (U+00A0) instead of a plain one",
        f"{path}:7:1: warning confused-tones write “Mỗi ngày”, not “Mổi ngày”",
        f"{path}:9:34: block impossible-day “31.4” is no day of the calendar",
        *(line for line in done.lines if "unrelated-card" in line),
    ]


def test_messages_are_in_the_language_in_use(tmp_path):
    done = toasoan("--lang", "vi", "check", page(tmp_path, WRONG))
    assert any(line.endswith("“31.4”: lịch không có ngày này") for line in done.lines)


def test_what_is_right_is_exit_0(tmp_path):
    right = PAGE.partition("\nTIN LIÊN QUAN")[0].replace("\xa0", " ")
    assert toasoan("check", page(tmp_path, right)) == (0, b"", "")


def test_a_text_of_any_layout_is_checked_from_standard_input():
    done = toasoan("check", "-", stdin="Một dòng.\nHẹn ngày 31.4 nhé.".encode())
    assert done.code == 1
    assert done.lines == ["-:2:10: block impossible-day “31.4” is no day of the calendar"]


def test_an_article_is_checked_by_its_id_and_all_of_them_with_all(desk_file):
    first = Article(headline="Hẹn 31.4.2027", body="Hẹn ngày 28.4.")
    second = Article(headline="Quà quê", body="Tặng quà của của tổ may.")
    put(desk_file, first, second)
    one = toasoan("check", first.id[:6])
    assert one.code == 1
    assert one.lines == [
        f"{first.id[:8]}:1:5: block impossible-day “31.4.2027” is no day of the calendar"
    ]
    every = toasoan("check", "--all")
    assert every.code == 1
    assert one.lines[0] in every.lines
    assert any(
        line.startswith(f"{second.id[:8]}:5:10: warning doubled-word") for line in every.lines
    )


def test_an_article_must_agree_with_registers_and_fact_sheet_of_its_campaign(desk_file):
    with open_desk(desk_file) as desk:
        campaign = desk.campaigns.new_empty("Mùa quà", 2027)
        document = Document(kind="Chỉ thị", number="05-CT/TW")
        desk.campaigns.documents.add(campaign, document)
        article = desk.articles.new(campaign, body="Thực hiện Chỉ thị số 05 của Bộ Chính trị.")
        fact = Fact(campaign=campaign.id, key="suất quà", value="1.240", unit="suất")
        desk.facts.add(fact)
        desk.facts.add(replace(fact, id=new_id(), value="1.250", since=date(2026, 1, 1)))
        gifts = desk.articles.new(campaign, body="Tổ may trao 1.240 suất quà.")
    (flag,) = toasoan("check", article.id, "--json").json
    assert flag["places"][0]["fix"] == "Chỉ thị số 05-CT/TW"
    (flag,) = toasoan("check", gifts.id, "--json").json
    assert (flag["rule"], flag["places"][0]["fix"]) == ("other-than-fact-sheet", "1.250")


def test_what_is_set_aside_on_the_desk_is_not_told(desk_file):
    with open_desk(desk_file) as desk:
        article = desk.articles.new(
            headline="Hẹn", body="Hẹn ngày 31.4 ở kho.", status=Status.TO_APPROVE
        )
        manuscript = of_article(article)
        (flag,) = Checker(built_in()).check(manuscript)
        desk.articles.ignored.add(article, marks_of(flag, manuscript), "lời người nói")
    assert toasoan("check", article.id) == (0, b"", "")
    assert toasoan("check", "--all", "--json").json == []
    assert "no day of the calendar" not in str(toasoan("status", article.id).lines)
    with open_desk(desk_file) as desk:
        desk.articles.ignored.remove(article, desk.articles[article.id].ignored)
    assert toasoan("check", article.id).code == 1
    assert "no day of the calendar" in str(toasoan("status", article.id).lines)


def test_json_has_every_place_and_the_fix(tmp_path):
    text = "Đoàn xử dụng gạo.\n\nSau đó đoàn xử dụng dầu ăn."
    done = toasoan("check", page(tmp_path, text), "--json")
    assert done.code == 0
    (flag,) = json.loads(done.out)
    assert flag["rule"] == "confused-s-x"
    assert flag["severity"] == "warning"
    assert flag["words"] == "xử dụng"
    places = [(one["line"], one["column"], one["start"], one["fix"]) for one in flag["places"]]
    assert places == [(1, 6, 5, "sử dụng"), (3, 13, 31, "sử dụng")]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], ["--all"]),
        (["check", "--all", "x.txt"], ["--all"]),
        (["check", "no-such.txt"], ["no-such.txt"]),
        (["check", "abc123"], ["desk"]),
        (["check", "--all"], ["desk"]),
        (["rules", "test", "no-such.toml"], ["no-such.toml"]),
    ],
    ids=" ".join,
)
def test_what_cannot_be_checked_is_refused(arguments, words):
    refused(toasoan(*arguments), *words)


def test_a_file_that_is_no_text_is_refused_and_the_others_are_checked(tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\xff")
    done = toasoan("check", bad, page(tmp_path, WRONG))
    assert done.code == 2
    assert "bad.txt" in done.err
    assert any("impossible-day" in line for line in done.lines)


# ---------------------------------------------------------------- rules

OWN = """\
[[rules]]
id = "house-name"
kind = "substitution"
vi = "tên báo là “{fix}”"
en = "the paper is called “{fix}”"
wrong = ["theo báo lao động"]
right = ["theo báo Lao Động"]

[rules.swap]
"báo lao động" = "báo Lao Động"
"""


def test_a_desk_has_rules_of_its_own_and_changes_ours(own_rules, tmp_path):
    own_rules(f'{OWN}\n[change.impossible-day]\nseverity = "reminder"\n')
    done = toasoan("check", page(tmp_path, "Theo báo lao động ngày 31.4."))
    assert done.code == 0
    assert [line.split(": ", 1)[1] for line in done.lines] == [
        "warning house-name the paper is called “báo Lao Động”",
        "reminder impossible-day “31.4” is no day of the calendar",
    ]


def test_a_rule_that_is_wrong_is_told_and_the_others_work(own_rules, tmp_path):
    own_rules(f'{OWN}\n[[rules]]\nid = "x"\nkind = "wonder"\n')
    done = toasoan("check", page(tmp_path, "Theo báo lao động ngày 31.4."))
    assert "own.toml, line 14" in done.err
    assert len(done.lines) == 2


def test_the_rules_are_listed(own_rules):
    own_rules(OWN)
    done = toasoan("rules", "list")
    assert done.code == 0
    rows = [line.split("\t") for line in done.lines]
    told = "the paper is called “…”"
    assert ["house-name", "warning", "substitution", "0", "0", "", told] in rows
    assert ["impossible-day", "block", "script"] in [row[:3] for row in rows]
    assert ["straight-quotes", "off", "occurrence"] in [row[:3] for row in rows]
    assert len(toasoan("rules", "list", "--json").json) == len(rows) - 1


def test_the_rules_are_listed_with_how_often_they_were_followed(desk_file, own_rules):
    own_rules(OWN)
    article = Article(headline="Máy", body="Máy mới.")
    put(desk_file, article)
    marks = tuple(IgnoredFlag(rule="house-name", words=str(n), reason="x") for n in range(10))
    with open_desk(desk_file) as desk:
        desk.records.change(article, fixed=(Fixed("ellipsis", 3),), ignored=marks)
    rows = {row[0]: row for row in map(_cells, toasoan("rules", "list").lines)}
    assert rows["house-name"][3:6] == ["0", "10", "often wrong"]
    assert rows["ellipsis"][3:6] == ["3", "0", ""]
    told = {one["id"]: one for one in toasoan("rules", "list", "--json").json}
    assert (told["house-name"]["ignored"], told["house-name"]["noisy"]) == (10, True)
    assert told["ellipsis"]["accepted"] == 3


def _cells(line):
    return line.split("\t")


def test_rules_are_tried_on_their_own_examples(tmp_path):
    right = page(tmp_path, OWN, "right.toml")
    assert toasoan("rules", "test", right).code == 0
    wrong = page(tmp_path, OWN.replace("theo báo Lao Động", "Báo lao động"), "wrong.toml")
    done = toasoan("rules", "test", wrong)
    assert done.code == 1
    assert "“house-name”" in done.err
    assert "“Báo lao động”" in done.err


def test_rules_are_tried_on_what_the_desk_has_and_what_is_out_is_counted(desk_file, tmp_path):
    put(
        desk_file,
        *(Article(headline=f"Bài {n}", body="Theo báo lao động.") for n in range(2)),
        Article(headline="Bài 3", body="Theo báo Lao Động."),
    )
    with open_desk(desk_file) as desk:
        article = next(article for article in desk.articles if article.title == "Bài 1")
        desk.articles.set_status(article, Status.APPROVED)
        desk.articles.export(desk.articles.find(article.id), tmp_path / "out")
    done = toasoan("rules", "try", page(tmp_path, OWN, "own.toml"))
    assert done.code == 0
    assert done.lines[0] == "house-name: 2 in 2 of 3 articles, 1 of them out"
    assert sorted(line[12:] for line in done.lines[1:]) == ["Theo [báo lao động]."] * 2


def test_what_stands_in_the_way_of_a_step_is_told_before_it_is_taken(desk_file):
    article = Article(headline="Hẹn", body="Hẹn ngày 31.4.", status=Status.TO_APPROVE)
    put(desk_file, article)
    done = toasoan("status", article.id[:8])
    assert done.code == 0
    assert done.lines == [
        f"{article.id}\twaiting for approval\tHẹn",
        "→ approved · by the approver",
        "    block: “31.4” is no day of the calendar (paragraph 1)",
        "    reminder: its source sheet is empty",
        "→ returned to the writer · by the approver",
        "→ being edited · by the approver",
        "→ cancelled · by the approver",
    ]


def test_words_that_the_desk_writes_otherwise_are_told_of_its_articles(desk_file):
    news = [NewsItem(headline=f"Tin {n}", summary="Trạm cho chọn máy bơm.") for n in range(90)]
    others = [NewsItem(headline=f"Tin {n}", summary="mưa to gió lớn") for n in range(1_200)]
    article = Article(headline="x", body="Đã trọn máy.")
    put(desk_file, article, *news, *others)
    name = article.id[:8]
    assert "doubtful-pair" not in " ".join(toasoan("check", name).lines)
    toasoan("search", "máy bơm")  # which indexes the desk
    told = "“trọn máy” is hardly ever written: is “chọn máy” meant?"
    assert toasoan("check", name).lines[-1].endswith(f"reminder doubtful-pair {told}")
