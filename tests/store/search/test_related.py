"""What is related, and why."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, Task
from store.articles.page_format import read_page
from store.search import Entry
from store.text import fold

from .samples import BOATS, ENTRIES, NETS, SAMPLES, TEXTS, Texts, entry, found, index_of, suggested

SHARED = Path(__file__).resolve().parents[3].parent / "shared"


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
