"""The index: what is found as one types, what is related, and that entries leave no trace."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, Task
from store.articles.page_format import read_page
from store.record_kinds import searched
from store.search import Entry
from store.search.index import Index
from store.search.query import parse
from store.search.query_runner import search
from store.search.related import related
from store.text import fold, syllables

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

BOATS = Entry(
    "boats",
    "news",
    "Làng chài Cửa Vạn dựng lại 1.240 lồng bè",
    "Đỗ Hạnh",
    "Sau mùa gió chướng, hợp tác xã nuôi cá lồng bè đã sửa xong phao nổi và lưới.",
    date(2024, 3, 2),
)
NETS = Entry(
    "nets",
    "news",
    "Lớp dạy đan lưới cho phụ nữ làng chài",
    "Trần Đào",
    "Các chị em học đan lưới, sửa phao nổi để giữ nghề nuôi cá lồng bè.",
    date(2024, 5, 1),
)
TRAIN = Entry(
    "train",
    "news",
    "Tàu hỏa đêm thêm toa giường nằm",
    "Lê Lựu",
    "Ga phía nam mở bán vé sớm mười ngày cho khách đi xa.",
    date(2024, 4, 9),
)
SCHOOL = Entry(
    "school",
    "article",
    "Thư viện xe đạp tới trường vùng cao",
    "Đỗ Hạnh",
    "Thầy giáo già chở sách qua đèo. Trẻ em mượn truyện đan xen với giờ học.",
)
SAMPLES = (BOATS, NETS, TRAIN, SCHOOL)

SYLLABLES = [
    *("làng", "chài", "lưới", "lươi", "áo", "ao", "dài", "đài", "nữ", "công", "đoàn", "đoán"),
    *("2.310", "450", "của", "cho", "thợ", "thơ"),
]
TEXTS = st.lists(st.sampled_from([*SYLLABLES, "–", "gạo,", "Huế."]), max_size=12).map(" ".join)
ENTRIES = st.builds(
    Entry,
    id=st.sampled_from("abcdefgh"),
    kind=st.sampled_from(["news", "article"]),
    headline=TEXTS,
    author=TEXTS,
    text=TEXTS,
    day=st.none() | st.dates(),
)


ALL = [kind.code for kind in searched()]


class Texts(Index):
    """An index with the entries that were put into it, as the desk has them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}

    def put(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        self.put_all([entry])

    def drop(self, id: str) -> None:
        self.entries.pop(id, None)
        self.put_all([], gone=[id])

    def __contains__(self, id: object) -> bool:
        return id in self.stamps()

    def search(self, words: str, *, limit: int = 50, kinds=ALL):
        return search(self, parse(words), limit=limit, kinds=kinds)

    def related(self, entry: Entry, *, limit: int = 20, exclude=()):
        return related(self, entry, limit=limit, exclude=exclude, text_of=self.entries.get)


def index_of(*entries: Entry) -> Texts:
    index = Texts()
    for entry in entries:
        index.put(entry)
    return index


def found(index: Texts, words: str, **options) -> list[str]:
    return [hit.id for hit in index.search(words, **options)]


def suggested(index: Texts, entry: Entry, **options) -> list[str]:
    return [suggestion.id for suggestion in index.related(entry, **options)]


def entry(id: str, headline: str, text: str = "", **more) -> Entry:
    return Entry(id, "news", headline, more.pop("author", ""), text, **more)


# --- searching


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("lang chai", ["nets", "boats"]),
        ("LÀNG CHÀI", ["nets", "boats"]),
        ("luoi dan", ["nets"]),  # in any order, the marks left out
        ("do hanh", ["school", "boats"]),  # đ is d; the author counts, and ranks like the text
        ("tau ho", ["train"]),  # the last word is still being typed
        ("t hoa", ["train"]),
        ("1.240", ["boats"]),
        ("1240 be", ["boats"]),
        ("làng tàu", []),
        ("làng tàu đêm", ["train", "boats", "nets"]),  # nothing has all: those with some words
        ("", []),
        (" –!? ", []),
    ],
)
def test_finds_all_words_in_any_order_without_their_marks(words, ids):
    assert sorted(found(index_of(*SAMPLES), words)) == sorted(ids)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("đan", ["nets", "school"]),
        ("đàn", []),
        ("dan", ["nets", "school"]),
        ("Đào", ["nets"]),
        ("đao", []),
        ("lựu le", ["train"]),
        ("lưu le", []),
        ("hả", []),  # no typo: the letters are there, with another mark
    ],
)
def test_a_word_typed_with_marks_must_stand_there_with_them(form, words, ids):
    typed = unicodedata.normalize(form, words)
    composed = index_of(*SAMPLES)
    decomposed = index_of(*(changed(one, form="NFD") for one in SAMPLES))
    assert sorted(found(composed, typed)) == sorted(found(decomposed, typed)) == ids


def changed(one: Entry, *, form: Literal["NFC", "NFD"]) -> Entry:
    fields = {
        name: unicodedata.normalize(form, getattr(one, name)) for name in ("headline", "text")
    }
    return msgspec.structs.replace(one, author=unicodedata.normalize(form, one.author), **fields)


def test_a_typo_in_a_word_with_marks_is_forgiven_though_its_letters_are_another_word():
    index = index_of(entry("a", "Bệnh viện mở cửa đêm"), entry("b", "Ven biển mở chợ"))
    assert found(index, "bệnh vện") == ["a"]
    assert found(index, "vện") == []  # alone, it may mean anything


def test_marks_inside_another_word_do_not_agree():
    index = index_of(entry("a", "An cư ở bản"), entry("b", "Ản tuyết"))
    assert found(index, "ản") == ["b"]


def test_headlines_come_first_then_the_newest():
    index = index_of(
        entry("text", "Chợ phiên", "Nghề gốm ở làng cổ", day=date(2025, 1, 1)),
        entry("apart", "Làng cổ giữ nghề làm gốm", day=date(2024, 1, 1)),
        entry("old", "Phố nghề gốm", day=date(2020, 1, 1)),
        entry("new", "Nghề gốm hồi sinh", day=date(2021, 1, 1)),
        entry("undated", "Học nghề gốm"),
        entry("undated later", "Thi nghề gốm"),
    )
    ids = ["new", "old", "undated later", "undated", "apart", "text"]
    assert found(index, "nghe gom") == ids
    assert found(index, "nghe gom", limit=2) == ids[:2]
    assert found(index, "nghe gom", limit=0) == []


def test_whole_words_come_before_beginnings():
    index = index_of(
        entry("whole", "Sáng nay", "cà phê được giá", day=date(2020, 1, 1)),
        entry("beginning", "Sáng nay", "các bên phê duyệt", day=date(2025, 1, 1)),
    )
    assert found(index, "ca phe") == ["whole", "beginning"]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("song ho l", ["whole", "begun", "tagged", "short", "long", "apart"]),
        ("song ho lo", ["begun", "short", "long"]),
        ("sóng hồ lờ", ["long"]),
        ("song ho lau", ["begun", "apart"]),
        ("dem song ho lo", ["short", "long"]),
        ("song ho lang 2 000", ["tagged"]),
    ],
)
@pytest.mark.parametrize("others", [0, 320])
def test_words_in_a_row_are_found_alike_whether_few_or_many_texts_have_them(typed, ids, others):
    index = index_of(
        entry("begun", "Nghe sóng hồ lớn lau lách", day=date(2025, 1, 1)),
        entry("whole", "Nghe sóng hồ l", day=date(2024, 1, 1)),
        entry("long", "Đêm", "Đêm, sóng hồ: lờ đờ xa bờ, thuyền về bến muộn", day=date(2023, 1, 1)),
        entry("short", "Đêm", "Đêm sóng hồ lô nhô", day=date(2022, 1, 1)),
        entry("tagged", "Bờ", tags="sóng hồ lặng 2.000", day=date(2021, 1, 1)),
        entry("apart", "Sóng hồ", "Lau mọc kín bờ", day=date(2020, 1, 1)),
    )
    crowd = [entry(f"other {at}", f"Sóng hồ {at}", f"đêm sóng hồ {at}") for at in range(others)]
    index.put_all(crowd)
    found_here = [id for id in found(index, typed) if not id.startswith("other")]
    assert found_here == ids


NBSP, THIN = "\xa0", "\u202f"


@pytest.mark.parametrize(
    "typed", ["2.000 suất", "2000 suat", "2 000 suất ", f"2{NBSP}000", "2 000"]
)
def test_a_number_is_found_however_its_thousands_are_set_apart(typed):
    index = index_of(
        entry("dot", "Trao 2.000 suất quà"),
        entry("space", "Trao 2 000 suất quà"),
        entry("thin", "Tặng quà", f"Có 2{THIN}000 suất cho thợ."),
        entry("none", "Nhận 2000 suất quà"),
        entry("another", "Trao 12.000 suất quà"),
        entry("apart", "Tổ 2 nhận quà, còn 1.000 suất"),
    )
    assert sorted(found(index, typed)) == ["dot", "none", "space", "thin"]
    assert "dot" in found(index, f"qua {typed}")
    assert "dot" not in found(index, f"qua -{typed.replace(' ', '.').replace(NBSP, '.')}")


@pytest.mark.parametrize("typed", ["5 000 0", "1.000.0", "1 000 00", "1 000.00", "0 000 000"])
def test_a_number_that_is_being_typed_is_no_mistake(typed):
    assert found(index_of(entry("one", "Góp 1.000.000 đồng")), typed) in ([], ["one"])


def test_only_the_kinds_asked_for():
    index = index_of(*SAMPLES)
    assert found(index, "do hanh", kinds=("article",)) == ["school"]
    assert found(index, "do hanh", kinds={"news"}) == ["boats"]
    assert found(index, "do hanh", kinds=()) == []


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.text(), st.lists(ENTRIES, max_size=4))
def test_any_text_can_be_typed_and_asked_about(text, entries):
    index = index_of(*entries, Entry("any", "news", text, text, text))
    if not set(text) & set('-:"“”'):  # nothing of the language of the search box
        assert (found(index, text, limit=9) != []) == bool(syllables(text))
    index.related(Entry("asked", "article", text, "", text))
    index.drop("any")


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES, min_size=1))
def test_a_word_of_any_headline_finds_its_entry(entries):
    index = index_of(*entries)
    for last in {one.id: one for one in entries}.values():
        for word in syllables(last.headline):
            assert last.id in found(index, word)
            assert last.id in found(index, word[:2])


# --- leaving no trace


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES), st.lists(ENTRIES))
def test_put_and_drop_leave_no_trace(stay, go):
    index, untouched = index_of(*stay), index_of(*stay)
    staying = {one.id for one in stay}
    for one in go:
        index.put(msgspec.structs.replace(one, id=f"gone {one.id}"))
    for one in go:
        index.drop(f"gone {one.id}")
    index.drop("never put")
    assert len(index) == len(staying)
    assert all(id in index for id in staying)
    assert not any(f"gone {one.id}" in index for one in go)
    assert answers(index) == answers(untouched)
    index.settle()
    untouched.settle()
    frequencies = "SELECT * FROM frequencies ORDER BY term"
    assert index.ask(frequencies) == untouched.ask(frequencies)
    leading = "SELECT term, id FROM postings JOIN items USING(number) ORDER BY term, id"
    assert index.ask(leading) == untouched.ask(leading)


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_the_order_of_puts_does_not_change_what_is_related(entries, random):
    mixed = entries * 2  # an entry that is put twice counts once
    random.shuffle(mixed)
    assert related_answers(index_of(*entries)) == related_answers(index_of(*mixed))


def related_answers(index: Texts) -> list:
    texts = (*SAMPLES, entry("asked", " ".join(SYLLABLES), "áo dài 2.310 công đoàn làng chài"))
    return [index.related(text) for text in texts]


def answers(index: Texts) -> list:
    return [index.search(word) for word in (*SYLLABLES, "a", "d", "2")] + related_answers(index)


def test_putting_again_replaces():
    index = index_of(BOATS, msgspec.structs.replace(BOATS, headline="Chợ nổi", text=""))
    assert len(index) == 1
    assert found(index, "lang chai") == []
    assert found(index, "cho noi") == ["boats"]
    assert suggested(index, NETS) == []


def test_an_edit_does_not_make_an_entry_newer():
    index = index_of(entry("a", "Mùa gặt"), entry("b", "Mùa gặt"))
    index.put(entry("a", "Mùa gặt", "sớm"))
    assert found(index, "mua gat") == ["b", "a"]


# --- related


def test_related_says_why():
    first, *others = index_of(*SAMPLES).related(BOATS)
    assert first.id == "nets"
    assert first.reasons == ("nuôi cá lồng bè", "Làng chài", "phao nổi")
    assert others == []


def test_the_entry_itself_and_excluded_ones_are_never_suggested():
    index = index_of(*SAMPLES)
    assert suggested(index, BOATS, exclude={"nets"}) == []
    assert suggested(index, msgspec.structs.replace(BOATS, id="copy"))[0] == "boats"
    assert suggested(index, BOATS, limit=0) == []
    assert suggested(Texts(), BOATS) == []


def test_numbers_are_named_as_they_are_written():
    index = index_of(
        entry("news", "Trao 3.145 suất quà"), entry("round", "Trao 3.000 suất học bổng")
    )
    (one,) = index.related(entry("asked", "Có 3.145 em được nhận"))
    assert (one.id, one.reasons) == ("news", ("3.145",))


def test_a_lone_common_number_or_little_words_are_no_reason():
    index = index_of(
        entry("year", "Tổng kết 2023"),
        entry("round", "Hơn 500 suất cơm"),
        entry("little", "Chợ này đã được dựng"),
        entry("pause", "Mưa lớn. Gió lặng"),
    )
    asked = entry("asked", "2023: 500 cây xanh", "Vườn đã được trồng. Trời lớn gió.")
    assert suggested(index, asked) == []


def test_reasons_are_the_same_words_with_their_marks():
    index = index_of(
        entry("a", "Bán lúa mới, hoà giải cơ sở"), entry("b", "Bàn lụa mời khách quen")
    )
    one, other = index.related(entry("asked", "Bán lúa mới: hòa giải cơ sở, khách quen"))
    assert one.reasons == ("hòa giải cơ sở", "Bán lúa mới")  # hoà and hòa are one word
    assert other.reasons == ("khách quen",)


def test_words_that_stand_side_by_side_only_without_their_marks_are_no_reason():
    (one,) = index_of(entry("a", "Khách quen là nơi chạm cốc", "Nội trợ chăm vườn cây.")).related(
        entry("asked", "Nội chăm khách quen")
    )
    assert one.reasons == ("khách quen",)


def test_the_letters_of_another_word_do_not_make_a_reason():
    (one,) = index_of(entry("a", "Nấm sinh man, khách quen")).related(
        entry("asked", "Nam sinh, khách quen")
    )
    assert one.reasons == ("khách quen",)


def test_a_draft_without_marks_is_told_why_all_the_same():
    (one,) = index_of(NETS).related(entry("asked", "lop dan luoi o lang chai"))
    assert set(one.reasons) == {"dan luoi", "lang chai"}


def test_long_shared_runs_are_cut_and_no_reason_lies_within_another():
    text = "hợp tác xã nuôi cá lồng bè ven biển Cửa Vạn sửa phao nổi giữ nghề truyền thống"
    (one,) = index_of(entry("a", text)).related(entry("asked", "Lồng bè", f"{text}. Lồng bè"))
    assert 1 <= len(one.reasons) <= 4
    for reason in one.reasons:
        assert 2 <= len(reason.split()) <= 8
        assert fold(reason) in fold(text)
        assert not any(reason != longer and reason in longer for longer in one.reasons)


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES), st.lists(TEXTS, max_size=9))
def test_every_suggestion_has_reasons_that_the_reader_wrote(entries, texts):
    asked = entry("asked", " ".join(texts))
    for one in index_of(*entries).related(asked):
        assert 1 <= len(one.reasons) <= 4
        for reason in one.reasons:
            assert reason in " ".join(asked.headline.split())
            others = set(one.reasons) - {reason}
            assert not any(f" {reason} " in f" {other} " for other in others)


def test_searching_while_another_thread_puts():
    index = Texts()
    many = [entry(f"n{at}", f"Mùa gặt {at}", f"thôn {at} gặt sớm {at + 1}") for at in range(2000)]

    def put():
        for one in many:
            index.put(one)

    worker = Thread(target=put)
    worker.start()
    while worker.is_alive():
        assert len(index.search("gat s", limit=5000)) <= len(index)
        index.related(many[7])
    worker.join()
    assert len(index.search("gat s", limit=5000)) == len(index) == 2000


def test_what_most_entries_share_says_nothing():
    crowd = [entry(f"n{at}", f"Bản tin sáng số {at}", "Mời nghe đài phường") for at in range(150)]
    index = index_of(*crowd, entry("true", "Bản tin sáng", "Giếng cổ vừa được khơi lại"))
    (one,) = index.related(entry("asked", "Bản tin sáng", "Dân xóm khơi lại giếng cổ"))
    assert one.id == "true"
    assert set(one.reasons) == {"khơi lại", "giếng cổ"}


def test_a_card_stands_beside_whole_articles():
    long = " ".join(f"Đoạn {at} kể chuyện đồng áng mùa {at}." for at in range(200))
    index = index_of(
        entry("a long", "Làng chài mở lớp đan lưới", f"{long} Phao nổi được sửa."),
        entry("card", "Làng chài mở lớp đan lưới"),
    )
    asked = entry("asked", "Làng chài mở lớp đan lưới", "Thợ trẻ sửa phao nổi.")
    assert suggested(index, asked) == ["card", "a long"]


def test_a_text_is_about_what_its_lead_says():
    def fields(first: int) -> str:
        return " ".join(f"Thửa {at} trồng lạc, bờ {at}." for at in range(first, first + 10))

    told = "Xóm chài khơi giếng cổ, dựng lại nhà bia rêu phong."
    index = index_of(
        *(entry(f"other {at}", "Bản tin", fields(at)) for at in range(40)),
        entry("lead", "Bản tin sáng", f"{told} {fields(100)}"),
        entry("deep", "Bản tin trưa", f"{fields(200)} {told}"),
    )
    draft = " ".join(f"Ngõ {at} quét vôi, hàng rào số {at} thay mới." for at in range(60))
    asked = entry("asked", "Phố núi", f"{draft} Dân khơi giếng cổ cạnh nhà bia rêu phong.")
    lead, deep = index.related(asked)
    assert (lead.id, deep.id) == ("lead", "deep")
    assert lead.score > 2 * deep.score


def test_one_rare_phrase_outweighs_several_usual_ones():
    usual = [entry(f"n{at}", "Bến đò ngang, chợ nổi sớm") for at in range(18)]
    index = index_of(*usual, entry("rare", "Giếng cổ xanh rêu, nắng vàng ươm"))
    asked = entry("asked", "Bến đò ngang, chợ nổi sớm, giếng cổ")
    assert suggested(index, asked)[0] == "rare"


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="the sample page is not here")
def test_the_three_true_cards_of_the_sample_page_come_first():
    (file,) = (SHARED / "pages").glob("*.txt")
    page = read_page(file.read_bytes(), file.name)
    index = Texts()
    for at, card in enumerate(page.cards):
        index.put(Entry(str(at), "news", card.headline, card.byline, card.summary))
    asked = Entry("page", "article", page.headline, page.byline, page.body)
    assert len(index) == 8
    assert set(suggested(index, asked)[:3]) == {"0", "1", "2"}
    third = Entry("2", "news", page.cards[2].headline, "", page.cards[2].summary)
    first = index.related(third)[0]
    assert first.id == "1"
    assert {"áo dài", "nữ đoàn viên"} <= set(first.reasons)


def test_articles_stand_before_tasks(desk):
    campaign = desk.campaigns.new_empty("Mùa an toàn", 2027)
    desk.tasks.add(Task(campaign=campaign.id, title="An toàn"))
    for headline in ("Tháng an toàn lao động", "Một xưởng làm được an toàn"):
        desk.records.add(Article(headline=headline, body="Một câu."))
    assert [hit.kind for hit in desk.search.find("an toan")] == ["article", "article", "task"]


@pytest.mark.parametrize("words", ["đà nẵng", "da nang", '"đà nẵng"', "Ðà Nẵng", "tiền thưởng"])
def test_letters_that_look_like_others_and_characters_that_do_not_show(words):
    index = index_of(
        entry("city", "Ðà Nẵng chi tiền th\u00adưởng", "Ɖà Nẵng có ti\u200bền th\u200bưởng.")
    )
    assert found(index, words) == ["city"]


def test_texts_are_related_by_what_only_looks_alike():
    index = index_of(
        entry("a", "Đoàn đại biểu thăm Đồng Đăng", "Đoàn đại biểu ở Đồng Đăng"), *SAMPLES
    )
    wanted = entry("b", "Ðoàn ðại bi\u00adểu thăm Ðồng Ðăng", "Ðoàn ðại bi\u00adểu ở Ðồng Ðăng")
    assert suggested(index, wanted)[:1] == ["a"]
