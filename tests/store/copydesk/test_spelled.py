"""Figures in words are read as they are spoken, and held against those in digits."""

import random

import pytest

from store import Article
from store.copydesk.mentions.spelled import all_figures
from store.copydesk.paragraph import Paragraph
from store.spoken.numbers import Wording, integer

WORDINGS = (Wording(), Wording(thousand="ngàn", zero_tens="lẻ", four="bốn"))


def values(text):
    return [figure.value for figure in all_figures(Paragraph(text))]


@pytest.mark.parametrize("wording", WORDINGS)
def test_each_number_is_read_as_it_is_spoken(wording):
    random.seed(1)
    numbers = [
        *range(1_200),
        *(random.randrange(10 ** random.randint(4, 12)) for _ in range(3_000)),
    ]
    for number in numbers:
        spoken = integer(number, wording)
        if " " in spoken:
            assert values(f"Tổ trao {spoken} suất quà.") == [number], spoken


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Một trăm ba mươi suất, rồi 12 suất", [130, 12]),
        ("mười năm và hai mươi năm", [20]),
        ("hai, ba người", []),
        ("hai mươi phẩy năm", []),
        ("một triệu rưỡi", []),
        ("năm hai nghìn không trăm hai mươi bảy", [2027]),
        ("trăm hoa đua nở", []),
        ("hai trăm, ba mươi", [200, 30]),
    ],
)
def test_only_whole_numbers_of_several_words_are_figures(text, found):
    assert values(text) == found


def test_a_version_for_the_ear_is_mended_in_words(desk):
    master = desk.articles.new(headline="Quà", body="Tổ may trao 120 suất quà cho thợ.")
    version = desk.records.add(
        Article(headline="Quà", body="Trao một trăm ba mươi suất quà.", master=master.id)
    )
    flags = desk.articles.copy_desk.checked(version).flags
    assert ("other-than-master", "một trăm hai mươi") in [(one.rule, one.fix) for one in flags]
