"""A text checked by rules: places, what is told once, what is kept, and texts that are odd."""

from __future__ import annotations

import random
from datetime import date, datetime
from unicodedata import normalize

import pytest

from store import Article, Campaign, Link
from store.campaign_records import Abbreviation, Document
from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.kinds import Repetition
from store.copydesk.manuscript import Manuscript, Part, Scope, of_article, of_bytes
from store.copydesk.syllables import is_possible, mended
from tests.cost import grows_evenly

RULES = rule_files.built_in()
SENTENCE = "Tổ may số 7 trao 1.250 suất quà cho công nhân xa quê ở ba khu nhà trọ. "


def check(*paragraphs, rules=RULES):
    return Checker(rules).check(Manuscript(tuple(Part(Scope.BODY, "body", p) for p in paragraphs)))


def told(flags):
    return [(flag.rule, flag.words) for flag in flags]


# ---------------------------------------------------------------- places


def test_places_are_those_of_the_field_and_of_the_page():
    article = Article(
        headline="Tặng quà",
        byline="An",
        body="Đoạn một.\n\nĐoạn hai có\nxử dụng gạo.",
        signoff="An",
        links=(Link(kind="news", target="0" * 32, headline="Tít", summary="Quà xử dụng ngay."),),
    )
    (flag,) = [one for one in Checker(RULES).check(of_article(article)) if "s-x" in one.rule]
    body, card = flag.places
    assert article.body[body.start : body.end] == "xử dụng"
    assert (body.field, body.line, body.column) == ("body", 8, 1)
    assert (card.field, card.line, card.column) == ("cards.0.summary", 17, 5)


def test_a_text_in_letters_and_marks_of_their_own_has_its_own_places():
    text = normalize("NFD", "Đoàn đã xử dụng gạo.")
    flags = check(text)
    assert [flag.rule for flag in flags] == ["letters-in-parts", "confused-s-x"]
    place = flags[1].places[0]
    assert normalize("NFC", text[place.start : place.end]) == "xử dụng"


def test_a_version_for_a_channel_has_no_lead():
    long = " ".join(["chữ"] * 60)
    assert "long-lead" in {
        flag.rule for flag in Checker(RULES).check(of_article(Article(body=long)))
    }
    version = Article(body=long, master="0" * 32)
    assert "long-lead" not in {flag.rule for flag in Checker(RULES).check(of_article(version))}


def test_a_page_that_does_not_fit_the_layout_is_checked_by_paragraphs():
    flags = Checker(RULES).check(of_bytes("một\r\n\r\n\r\nđã đã hai\r\n".encode(), "x"))
    assert [(f.rule, f.places[0].line, f.places[0].column) for f in flags] == [
        ("doubled-word", 4, 1)
    ]


# ---------------------------------------------------------------- told once, kept


def test_the_same_words_are_one_flag_with_all_their_places():
    flags = check("xử dụng gạo, xử dụng dầu", "Xử dụng xe")
    assert told(flags) == [("confused-s-x", "xử dụng"), ("confused-s-x", "Xử dụng")]
    assert [len(flag.places) for flag in flags] == [2, 1]


def test_a_word_that_recurs_in_a_text_is_meant():
    assert told(check("Ăn ngẹn.")) == [("impossible-syllable", "ngẹn")]
    assert told(check("Ăn ngẹn. Món ngẹn.", "Quán ngẹn.")) == []


def test_a_paragraph_that_was_not_edited_is_not_looked_at_again():
    """It is seen by a checker with a rule that counts, as a rule's author would write one."""
    looked = []

    class Counting(Repetition, frozen=True, kw_only=True, tag="counting"):
        def spots(self, paragraph):
            looked.append(paragraph.text)
            return ()

    rule = Counting(id="counting", vi="x", en="x", wrong=(), right=(), words=("x",))
    checker = Checker([rule])
    parts = [Part(Scope.BODY, "body", f"Đoạn {number}.") for number in range(5)]
    checker.check(Manuscript(tuple(parts)))
    parts[2] = Part(Scope.BODY, "body", "Đoạn hai, sửa.")
    checker.check(Manuscript(tuple(parts)))
    assert looked == [*(f"Đoạn {number}." for number in range(5)), "Đoạn hai, sửa."]


# ---------------------------------------------------------------- odd texts


def test_a_text_in_another_language_is_told_once():
    text = "The union gave gifts to the workers who live far from home and are happy. " * 20
    assert [flag.rule for flag in check(text) if flag.rule != "long-paragraph"] == [
        "other-language"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "😀" * 500,
        "👩‍🏭🇻🇳 e\u0301\u0301\u0301",
        "\x00\x07\x1b[31m",
        "(" * 3_000,
        "“" * 3_000,
        "1.250," * 2_000,
        "a-" * 3_000,
        "Ố" * 3_000,
        "N" * 5_000,
        "Nguyễn Văn " * 2_000,
        "ngày 1/1 " * 3_000,
        "12 người, gồm " * 1_000,
        "của " * 3_000,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_no_text_is_too_odd(text):
    checker = Checker(RULES)
    checker.check(Manuscript((Part(Scope.BODY, "body", text),)))
    assert checker.faults == []


@pytest.mark.parametrize("whole", [True, False], ids=["one line", "paragraphs"])
def test_twice_as_long_a_text_costs_twice_as_much(whole):
    def make(size):
        random.seed(size)
        words = [random.choice(SENTENCE.split()) for _ in range(size)]
        step = size if whole else 50
        lines = [" ".join(words[at : at + step]) for at in range(0, size, step)]
        parts = tuple(Part(Scope.BODY, "body", line) for line in lines)
        return lambda: Checker(RULES).check(Manuscript(parts))

    grows_evenly(make, 1_000)


@pytest.mark.parametrize(
    "words",
    ["của của", "từ từ", "LĐLĐVN", "Nguyễn Văn An", "ngày 31.4", "xử dụng", "(a", "“a", "đươc"],
)
def test_what_recurs_costs_no_more_each_time(words):
    def make(size):
        parts = (Part(Scope.BODY, "body", f"{words} " * size),)
        return lambda: Checker(RULES).check(Manuscript(parts))

    grows_evenly(make, 300)


def test_a_paragraph_of_a_quarter_megabyte_is_checked_by_all_rules():
    checker = Checker(RULES)
    checker.check(Manuscript((Part(Scope.BODY, "body", SENTENCE * 3_000),)))
    assert checker.faults == []


# ---------------------------------------------------------------- syllables

POSSIBLE = """
a ai anh ấy ăn âm bạn bếp ca chuyển cười cứu dây đội đường em eo gạo gì gìn giếng giữa giặc già
gia ghen ghế goòng hoá hóa hoè hòe khoẻ khỏe khuya khuỷu khuếch kỹ kỉ lý mỹ nghiêng nghỉ ngoằn
ngoèo ngoáo nguệch nhuyễn oái oằn phở quà quý quốc quyết quyển quần quở quơ rượu siêu thuỷ thủy
thuở toà tòa tuần tuýp tuyệt tường uể uống uỷ ủy vườn xoong xuề yêu yếu ỷ ưu ươm ướt
"""


@pytest.mark.parametrize("syllable", POSSIBLE.split())
def test_a_syllable_of_vietnamese_is_possible(syllable):
    assert is_possible(syllable)
    assert is_possible(syllable.upper())


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("đươc", None),
        ("nguời", None),
        ("nghành", "ngành"),
        ("Nghành", "Ngành"),
        ("ngiêng", "nghiêng"),
        ("ghánh", "gánh"),
        ("gé", "ghé"),
        ("vệc", None),
        ("lọai", "loại"),
        ("đôị", "đội"),
        ("qúy", "quý"),
        ("mộtvụ", None),
        ("tieengs", "tiếng"),
        ("nguwowif", "người"),
        ("dduwowcj", "được"),
        ("cac", None),
    ],
)
def test_a_slip_is_no_syllable_and_is_mended_where_that_is_certain(wrong, meant):
    assert not is_possible(wrong)
    assert mended(wrong) == meant


@pytest.mark.parametrize(
    "text",
    [
        "vô-lăng, Ca-na-đa, ki-lô-gam",
        "ông Müller và Pelé uống café",
        "Đắk Lắk, Krông Pắc, Y Ngông Niê Kđăm, Êban",
        "Down, boots, teens, news, showroom, iPhone",
        "UBND, ĐBQH, TTg, LĐLĐ",
        "ôtô, xe buýt, đôla, virút",
        "nguyen@laodong.vn, laodong.vn",
    ],
)
def test_names_and_loans_pass(text):
    assert "impossible-syllable" not in {flag.rule for flag in check(text)}


# ---------------------------------------------------------------- what the campaign knows

CAMPAIGN = Campaign(
    name="Tháng Công nhân",
    documents=(
        Document(kind="Chỉ thị", number="05-CT/TW", issued=date(2016, 5, 15)),
        Document(kind="Kết luận", number="01-KL/TW", issued=date(2021, 5, 18)),
    ),
    abbreviations=(Abbreviation(short="CĐKCN", words="Công đoàn các khu công nghiệp"),),
)


@pytest.mark.parametrize(
    ("body", "event", "found"),
    [
        ("Họp thứ bảy, 17.4", datetime(2027, 4, 10), []),
        ("Họp thứ sáu, 17.4", datetime(2027, 4, 10), ["17.4.2027"]),
        ("Họp sáng thứ sáu (17/4)", datetime(2027, 4, 10), ["17.4.2027"]),
        ("Ngày thi đấu thứ hai (17/4)", datetime(2027, 4, 10), []),
        ("Họp chủ nhật (17/4)", datetime(2027, 4, 10), ["17.4.2027"]),
        ("Họp sáng thứ sáu (17/4)", None, []),
        ("Họp vào thứ sáu (17/4/2027)", None, ["17.4.2027"]),
        ("Từ thứ năm, 31.12", datetime(2027, 1, 4), []),
        ("Từ thứ sáu, 31.12", datetime(2027, 1, 4), ["31.12.2026"]),
        ("Từ thứ sáu, 1.1", datetime(2026, 12, 20), []),
        ("Thứ tư 3.5.100 suất", datetime(2027, 4, 10), []),
        ("Thứ hai 30.2", datetime(2027, 4, 10), []),
    ],
)
def test_a_weekday_belongs_to_the_day_nearest_to_the_event(body, event, found):
    flags = Checker(RULES).check(of_article(Article(body=body, event=event)))
    days = [flag.en.partition(" is ")[0] for flag in flags if flag.rule == "wrong-weekday"]
    assert days == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Họp thứ sáu, 17.4.", ["wrong-weekday"]),
        ("Họp thứ sáu, 17.4. Tháng Công nhân năm 2027.", ["wrong-weekday"]),
        ("Họp thứ sáu, 17.4. Tháng Công nhân năm 2023.", []),
    ],
)
def test_a_page_of_other_years_is_not_about_the_day_on_which_it_was_begun(body, found):
    article = Article(body=body, created=datetime(2027, 4, 10))
    assert [flag.rule for flag in Checker(RULES).check(of_article(article))] == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Chỉ thị số 05 của Bộ Chính trị", [("signless-document", "Chỉ thị số 05-CT/TW")]),
        ("Chỉ thị số 5 của Bộ Chính trị", [("signless-document", "Chỉ thị số 05-CT/TW")]),
        ("Chỉ thị số 50 của Bộ Chính trị", [("signless-document", None)]),
        ("Kết luận 01-KL/TW ngày 19.5.2021", [("other-day-of-document", None)]),
        ("Kết luận 01-KL/TW ngày 18.5.2021", []),
        ("Kết luận 02-KL/TW ngày 19.5.2021", []),
        ("CĐKCN họp sáng 18.4", [("unexplained-abbreviation", None)]),
        ("Công đoàn các khu công nghiệp (CĐKCN) họp", []),
    ],
)
def test_a_text_agrees_with_the_registers_of_its_campaign(body, found):
    flags = Checker(RULES).check(of_article(Article(body=body), CAMPAIGN))
    assert [(flag.rule, flag.fix) for flag in flags] == found
