"""The table of what texts say (thống nhất nội dung), and what contradicts in it."""

from __future__ import annotations

from datetime import date

import pytest

from store.campaign_records import Campaign, Document, Fact
from store.channels import Channel
from store.records import Article, NewsItem
from tests.cost import grows_evenly

SLOGAN = "Mỗi tổ may một sáng kiến mới"


@pytest.fixture
def campaign(desk):
    return desk.records.add(
        Campaign(
            name="Mùa quà",
            slogan=SLOGAN,
            channels=(Channel("báo in"), Channel("Zalo", "mạng xã hội")),
            documents=(Document(kind="Kế hoạch", number="21/KH-LĐLĐ", issued=date(2027, 3, 2)),),
        )
    )


def written(desk, campaign, body, headline="Quà", **fields):
    return desk.articles.new(campaign, headline=headline, body=body, **fields)


def table(desk, *articles):
    return desk.articles.copy_desk.agreement(articles)


def rows(desk, *articles):
    """The matters, as lines that can be read."""
    return [
        (
            "≠" if one.disagrees else "=",
            str(one.kind),
            one.about,
            {value.said: len(value.places) for value in one.values},
        )
        for one in table(desk, *articles)
    ]


def test_figures_days_people_documents_and_the_slogan_are_in_one_table(desk, campaign):
    article = written(
        desk,
        campaign,
        "Ngày 18.5.2027, bà Trần Thị Hoa trao 1.250 suất quà theo Kế hoạch 21/KH-LĐLĐ."
        f"\n\n{SLOGAN}.",
    )
    assert rows(desk, article) == [
        ("=", "figure", "suất quà", {"1.250 suất quà": 1}),
        ("=", "day", "18.5", {"18.5.2027": 1}),
        ("=", "person", "Trần Thị Hoa", {"bà Trần Thị Hoa": 1}),
        ("=", "document", "21/KH-LĐLĐ", {
            "Kế hoạch 21/KH-LĐLĐ ngày 2.3.2027": 0,
            "Kế hoạch 21/KH-LĐLĐ": 1,
        }),
        ("=", "slogan", SLOGAN, {SLOGAN: 1}),
    ]  # fmt: skip


def test_each_value_says_where_it_stands(desk, campaign):
    article = written(
        desk, campaign, "Đoạn mở.\n\nTrao 30 suất ăn.", headline="Tặng 30 suất ăn", byline="PV"
    )
    (matter,) = table(desk, article)
    assert [(p.where.field, p.where.line, p.words) for p in matter.values[0].places] == [
        ("headline", 1, "30"),
        ("body", 7, "30"),
    ]
    place = matter.values[0].places[1]
    assert place.article == article.id
    assert article.body[place.where.start : place.where.end] == "30"


def test_what_is_about_so_many_is_a_value_of_its_own_and_a_year_is_none(desk, campaign):
    article = written(desk, campaign, "Năm 2027 có gần 1.300 suất ăn, khoảng 40 xe, tổ số 7 may.")
    assert rows(desk, article) == [
        ("=", "figure", "suất ăn", {"gần 1.300 suất ăn": 1}),
        ("=", "figure", "xe", {"khoảng 40 xe": 1}),
    ]


def test_another_figure_than_on_the_fact_sheet_comes_first(desk, campaign):
    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    article = written(desk, campaign, "Có 40 xe ca. Tổ may trao 1.260 suất quà.")
    assert rows(desk, article) == [
        ("≠", "figure", "suất quà", {"1.250 suất": 0, "1.260 suất": 1}),
        ("=", "figure", "xe ca", {"40 xe ca": 1}),
    ]
    right, wrong = table(desk, article)[0].values
    assert (right.is_settled, right.disagrees) == (True, False)
    assert (wrong.is_settled, wrong.disagrees) == (False, True)


def test_a_day_and_a_name_of_the_fact_sheet_are_held_against_the_text(desk, campaign):
    desk.facts.add(Fact(campaign=campaign.id, key="lễ phát động", value="18.5.2027"))
    desk.facts.add(Fact(campaign=campaign.id, key="Chủ tịch Công đoàn", value="Nguyễn Văn Kết"))
    article = written(
        desk,
        campaign,
        "Lễ phát động diễn ra ngày 19.5. Chủ tịch Công đoàn Trần Văn Bảy dự.",
    )
    assert rows(desk, article) == [
        ("≠", "day", "lễ phát động", {"18.5.2027": 0, "19.5": 1}),
        ("≠", "person", "Chủ tịch Công đoàn", {"Nguyễn Văn Kết": 0, "Trần Văn Bảy": 1}),
    ]


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        ("18.5.2027", "ngày 18.5.2027."),
        ("8h ngày 18/5", "ngày 18/5."),
        ("ngày 18 tháng 5", "ngày 18 tháng 5."),
    ],
)
def test_the_day_of_the_sheet_is_put_in_as_it_is_written_there(desk, campaign, value, fixed):
    desk.facts.add(Fact(campaign=campaign.id, key="lễ phát động", value=value))
    article = written(desk, campaign, "Lễ phát động diễn ra ngày 19.5.")
    flags = desk.articles.copy_desk.checked(article).flags
    (place,) = (p for f in flags if f.rule == "day-not-of-fact-sheet" for p in f.places)
    mended = article.body[: place.start] + str(place.fix) + article.body[place.end :]
    assert mended == f"Lễ phát động diễn ra {fixed}"


def test_a_version_that_says_something_else_than_its_master_is_marked(desk, campaign):
    master = written(
        desk,
        campaign,
        "Ngày 18.5.2027, Phó Chủ tịch Nguyễn Văn Kết trao 1.250 suất quà theo Kế hoạch 21/KH-LĐLĐ.",
        channels=("báo in",),
    )
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    version = desk.articles.type_text(
        version,
        headline="Quà",
        body="Ngày 19.5, Chủ tịch Nguyễn Văn Kết trao 1.260 suất quà theo Kế hoạch 22/KH-LĐLĐ.",
    )
    flags = desk.articles.copy_desk.checked(version).flags
    assert {(flag.rule, flag.words) for flag in flags} >= {
        ("other-than-master", "1.260"),
        ("day-not-of-master", "19.5"),
        ("person-not-of-master", "chủ tịch Nguyễn Văn Kết"),
        ("document-not-of-master", "Kế hoạch 22/KH-LĐLĐ"),
    }
    disagreeing = [row for row in rows(desk, master, version) if row[0] == "≠"]
    assert [(kind, about) for _sign, kind, about, _values in disagreeing] == [
        ("figure", "suất quà"),
        ("day", "19.5"),
        ("person", "Nguyễn Văn Kết"),
        ("document", "22/KH-LĐLĐ"),
    ]


def test_the_cards_of_a_version_are_other_news(desk, campaign):
    news = desk.records.add(
        NewsItem(headline="Vỡ đê", summary="Vỡ đê ngày 11.9.2024, 12 suất quà được trao.")
    )
    body = "Ngày 18.5.2027, tổ may trao 1.250 suất quà."
    master = written(desk, campaign, body, channels=("báo in",))
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    version = desk.links.add(version, news)
    rules = {flag.rule for flag in desk.articles.copy_desk.checked(version).flags}
    assert not rules & {"day-not-of-master", "other-than-master"}


def test_articles_that_agree_against_the_register_do_not_differ(desk, campaign):
    bodies = ("Theo Kế hoạch 21/KH-LĐLĐ ngày 3.3.2027 thì thế.",) * 2
    both = [written(desk, campaign, body) for body in bodies]
    (matter,) = table(desk, *both)
    assert not matter.differs
    assert {flag.rule for flag in matter.flags} == {"other-day-of-document"}


def test_articles_are_compared_by_people_and_documents_not_by_each_figure(desk, campaign):
    one = written(
        desk,
        campaign,
        "Bà Trần Thanh Bình trao 30 suất ăn, theo Quyết định 5/QĐ-LĐLĐ ngày 1.3.2027.",
    )
    other = written(
        desk,
        campaign,
        "Ông Trần Thanh Bình trao 50 suất ăn, theo Quyết định 5/QĐ-LĐLĐ ngày 2.3.2027.",
    )
    assert rows(desk, one, other) == [
        ("≠", "person", "Trần Thanh Bình", {"bà Trần Thanh Bình": 1, "ông Trần Thanh Bình": 1}),
        ("≠", "document", "5/QĐ-LĐLĐ", {
            "Quyết định 5/QĐ-LĐLĐ ngày 1.3.2027": 1,
            "Quyết định 5/QĐ-LĐLĐ ngày 2.3.2027": 1,
        }),
        ("=", "figure", "suất ăn", {"30 suất ăn": 1, "50 suất ăn": 1}),
    ]  # fmt: skip
    assert all(row[0] == "=" for row in rows(desk, one))


def test_what_an_editor_has_set_aside_is_no_contradiction(desk, campaign):
    from store.copydesk.ignoring import marks_of

    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    article = written(desk, campaign, "Tổ may trao 1.260 suất quà.")
    (flag,) = (
        one
        for one in desk.articles.copy_desk.checked(article).flags
        if one.rule == "other-than-fact-sheet"
    )
    marks = marks_of(flag, desk.articles.copy_desk.manuscript(article))
    article = desk.articles.ignored.add(article, marks, "đợt khác")
    assert [row[0] for row in rows(desk, article)] == ["="]


def test_decomposed_letters_stand_where_they_stand(desk, campaign):
    from unicodedata import normalize

    article = written(desk, campaign, normalize("NFD", "Tổ may trao quà, được 1.250 suất quà."))
    (matter,) = table(desk, article)
    (place,) = matter.values[0].places
    assert article.body[place.where.start : place.where.end] == "1.250"


def test_an_empty_desk_has_an_empty_table(desk):
    assert table(desk) == []


# ---------------------------------------------------------------- how it grows


@pytest.mark.parametrize(
    "sentence",
    [
        "Trao 1.250 suất quà. ",
        "Lễ phát động diễn ra ngày 19.5. ",
        "Bà Trần Thị Hoa và ông Trần Thị Hoa dự. ",
        "Theo Kế hoạch 21/KH-LĐLĐ ngày 3.3.2027 thì thế. ",
        "Mỗi tổ may một sáng kiến hay. ",
        "Chủ tịch Công đoàn Trần Văn Bảy ",
    ],
)
def test_a_text_that_says_a_thing_many_times_costs_as_much_as_it_is_long(desk, campaign, sentence):
    for key, value in (("lễ phát động", "18.5.2027"), ("Chủ tịch Công đoàn", "Nguyễn Văn Kết")):
        desk.facts.add(Fact(campaign=campaign.id, key=key, value=value))
    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.260", unit="suất"))
    first = written(desk, campaign, "Trao 1.270 suất quà ngày 17.5 theo Kế hoạch 20/KH-LĐLĐ.")

    def make(size):
        article = Article(campaign=campaign.id, body=sentence * size, master=first.id)
        return desk.articles.copy_desk.agreement_later([article])

    make(1)()
    grows_evenly(make, 100)


def test_a_campaign_of_many_articles_costs_as_much_as_they_are(desk, campaign):
    bodies = [f"Ông Trần Thanh {name} trao {n} suất ăn." for n, name in enumerate("AB" * 400)]
    articles = [Article(campaign=campaign.id, body=body) for body in bodies]

    def make(size):
        return desk.articles.copy_desk.agreement_later(articles[:size])

    make(1)()
    grows_evenly(make, 100)
