"""Words that are doubtful by what the desk's own archive has side by side."""

from __future__ import annotations

import pytest

from store import Article, NewsItem, open_desk
from store.copydesk import rule_files
from store.copydesk.pairs import Pair
from store.copydesk.rule import Severity
from store.copydesk.verdict import Grade

(RULE,) = (rule for rule in rule_files.built_in() if isinstance(rule, Pair))
FILLING = ("mưa to gió lớn", "trên đồng lúa chín", "bên sông rộng", "mùa gặt về sớm")


def pieces(summary: str, count: int) -> list[NewsItem]:
    return [NewsItem(headline=f"Tin {number}", summary=summary) for number in range(count)]


def others(count: int = 1_200) -> list[NewsItem]:
    """Return news in which other words stand, so that no pair is frequent by chance."""
    return [NewsItem(headline=f"Tin {n}", summary=FILLING[n % len(FILLING)]) for n in range(count)]


@pytest.fixture
def full(desk):
    said = pieces("Trạm cho chọn máy bơm.", 90)
    desk.records.write("", [*said, *others()])
    desk.search.index()
    return desk


def doubtful(desk, article: Article) -> list[tuple[str, str | None]]:
    flags = desk.articles.copy_desk.checked(article).flags
    return [(flag.words, flag.fix) for flag in flags if flag.rule == RULE.id]


def test_a_word_that_is_confused_is_told_with_what_is_right(full):
    article = full.articles.new(headline="Trọn máy", body="Tổ may đã trọn máy.")
    assert doubtful(full, article) == [("Trọn", "Chọn"), ("trọn", "chọn")]


@pytest.mark.parametrize(
    "body",
    [
        "Tổ may đã chọn máy.",
        "Đội Trọn Máy thắng.",
        "Tuyển trọn, máy còn đó.",  # a pause between them
        "Tòa trọn-máy máy.",
        "",
    ],
)
def test_what_is_right_is_left_alone(full, body):
    assert doubtful(full, full.articles.new(headline="x", body=body)) == []


def test_what_another_rule_says_something_of_is_not_told_twice(full):
    full.records.write("", pieces("Trạm cho sử dụng xe tải.", 90))
    full.search.find("xe")
    article = full.articles.new(headline="x", body="Đã xử dụng xe, còn trọn máy thì chưa.")
    flags = full.articles.copy_desk.checked(article).flags
    assert [flag.rule for flag in flags] == ["confused-s-x", RULE.id]


def test_a_small_desk_says_nothing(desk):
    desk.records.write("", pieces("Trạm cho chọn máy bơm.", 20))
    desk.search.index()
    assert doubtful(desk, desk.articles.new(headline="Trọn máy")) == []


def test_where_nothing_is_indexed_nothing_is_said_and_nothing_is_indexed_for_it(desk):
    desk.records.write("", [*pieces("Trạm cho chọn máy bơm.", 90), *others()])
    assert doubtful(desk, desk.articles.new(headline="Trọn máy")) == []
    assert not desk.search.index_path.exists()


def test_a_text_is_no_witness_of_itself_nor_are_its_versions(full):
    campaign = full.campaigns.new_empty("Mùa gặt", 2027)
    article = full.articles.new(campaign, headline="x", body="Đã trọn máy.")
    for number in range(3):
        full.articles.new(headline=f"bản {number}", body=article.body, master=article.id)
    full.search.index()
    assert full.search.state.ready
    assert doubtful(full, article) == [("trọn", "chọn")]
    version = full.articles.new(headline="bản", body=article.body, master=article.id)
    assert doubtful(full, version) == [("trọn", "chọn")]


def test_what_others_write_so_too_is_not_doubtful(full):
    article = full.articles.new(headline="x", body="Đã trọn máy.")
    two = [full.records.add(item) for item in pieces("Họ trọn máy xe.", 2)]
    full.search.find("xe")  # what has changed is indexed before a query
    assert doubtful(full, article) == []
    for item in two:
        full.records.write("x", [], [item])
    full.search.find("xe")
    assert doubtful(full, full.articles.new(headline="x", body="Nay đã trọn máy.")) != []


def test_an_archive_that_has_grown_is_asked_again(desk):
    desk.records.write("", others(20))
    desk.search.index()
    article = desk.articles.new(headline="x", body="Đã trọn máy.")
    assert doubtful(desk, article) == []
    desk.records.write("", [*pieces("Trạm cho chọn máy bơm.", 90), *others()])
    desk.search.index()
    assert doubtful(desk, article) == [("trọn", "chọn")]


@pytest.mark.parametrize("severity", [Severity.BLOCK, Severity.WARNING])
def test_what_was_found_before_an_archive_grew_is_out_of_date(tmp_path, severity):
    with open_desk(tmp_path / "desk.json", rules=tmp_path / "rules") as desk:
        copy_desk, verdicts = desk.articles.copy_desk, desk.articles.verdicts
        copy_desk.change_rule(RULE.id, severity=severity)
        article = desk.articles.new(headline="x", body="Hà Nội – Đã trọn máy.")
        desk.search.index()
        assert (verdicts.check_all(), copy_desk.blocking(article)) == (1, [])
        assert verdicts.of(article).grade is Grade.CLEAN
        desk.records.write("", [*pieces("Trạm cho chọn máy bơm.", 90), *others()])
        desk.search.index()
        assert bool(copy_desk.blocking(article)) is (severity is Severity.BLOCK)
        assert (verdicts.due, verdicts.check_all(), verdicts.due) == (1, 1, 0)
        assert verdicts.of(article).grade is not Grade.CLEAN
    with open_desk(tmp_path / "desk.json", rules=tmp_path / "rules") as again:
        assert again.articles.verdicts.check_all() == 0


def test_a_reminder_is_not_out_of_date_as_the_archive_grows(desk):
    article = desk.articles.new(headline="x", body="Hà Nội – Đã trọn máy.")
    desk.search.index()
    verdicts = desk.articles.verdicts
    assert verdicts.check_all() == 1
    desk.records.write("", [*pieces("Trạm cho chọn máy bơm.", 90), *others()])
    desk.search.index()
    assert (verdicts.due, verdicts.check_all()) == (0, 0)
    assert verdicts.of(article)


def test_what_is_indexed_is_known_after_a_restart(full, desk_path, clock):
    article = full.articles.new(headline="x", body="Đã trọn máy.")
    full.close()
    with open_desk(desk_path, clock=clock) as again:
        again.search.use_what_is_there()
        assert doubtful(again, again.articles[article.id]) == [("trọn", "chọn")]


def test_two_that_may_be_meant_are_no_certain_fix(desk):
    said = [*pieces("Nhà có vườn dau xanh.", 90), *pieces("Nhà có vườn giau xanh.", 90)]
    desk.records.write("", [*said, *others()])
    desk.search.index()
    assert doubtful(desk, desk.articles.new(headline="x", body="Một vườn rau lạ.")) == [
        ("rau", None)
    ]


def test_a_file_that_is_damaged_keeps_no_check_from_ending(full):
    full.search.index_path.write_bytes(b"x" * 100_000)
    article = full.articles.new(headline="x", body="Đã trọn máy.")
    assert isinstance(doubtful(full, article), list)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("xử", "sử"),
        ("trứng", "chứng"),
        ("tắt", "tắc"),
        ("thôn", "thông"),
        ("ngoặc", "ngoặt"),
        ("rỏ", "rõ"),
        ("nghĩ", "nghỉ"),
        ("dải", "giải"),
        ("lên", "nên"),
    ],
)
def test_words_that_sound_alike(word, other):
    assert other in RULE.confusable(word)
    assert word in RULE.confusable(other)


@pytest.mark.parametrize("word", ["cuối", "a", "x", "được3", "gì", ""])
def test_words_that_sound_like_no_other(word):
    assert RULE.confusable(word) == ()


def test_it_is_told_in_a_sentence_of_which_another_rule_says_only_that_it_is_long(full):
    body = f"Tổ may đã trọn máy {'rất xa và ' * 30}hết."
    article = full.articles.new(headline="Máy", body=body)
    flags = full.articles.copy_desk.checked(article).flags
    assert {"long-lead", "long-sentence", RULE.id} <= {flag.rule for flag in flags}
