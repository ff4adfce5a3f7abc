"""A campaign with its days, others made of any words, and what is said of a day that is none."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Task
from store.dates.anchors import END, START
from store.dates.parser import read_due
from store.errors import InvalidValueError
from store.templates import load
from store.text import identity
from tests.clock import NOW

TODAY = NOW.date()  # a Tuesday
MONTH = load("thang-cong-nhan").build(2027)[0]
LABOUR_DAY = "Ngày Quốc tế Lao động"
LAUNCH = "Lễ phát động Tháng Công nhân"
SAFETY_WEEK = "Tuần an toàn, vệ sinh lao động"
fast = settings(deadline=None, max_examples=150)


def refused(text: str, campaign: Campaign | None = MONTH) -> str:
    """The sentence with which a text is refused: one, and never a crash."""
    with pytest.raises(InvalidValueError) as caught:
        read_due(text, TODAY, campaign)
    return one_sentence(caught.value)


def one_sentence(error: InvalidValueError) -> str:
    assert error.message.endswith(".")
    assert not re.search(r"[.!?] +[A-Z]|\n", error.message)
    return str(error)


def task(**fields) -> Task:
    return Task(campaign=MONTH.id, title="Tin", **fields)


def with_launch(day: date | None) -> Campaign:
    peaks = tuple(replace(peak, start=day) if peak.name == LAUNCH else peak for peak in MONTH.peaks)
    return replace(MONTH, peaks=peaks)


WORDS = """
    mai hôm nay thứ sáu 6 18.5 1.5 22h 22:30 + - 3 d w ngày tuần tháng nữa trước sau D start end
    Tết đại hội Lễ phát động khai mạc next fri before after 10 “ ” cuối đầu May 2027 tối , 31.2
    of month ngay 99999 am 2027-05-18 T rằm mùng tháng 7 Tết âm lịch giêng
"""
words = st.sampled_from(WORDS.split())

names = st.one_of(
    st.text(min_size=1, max_size=20),
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["1.5", "22h", "Lễ 20h", "mai", "Ngày “Vì người nghèo”", "3 ngày sau mai"]),
).filter(lambda name: name.strip() and name not in (START, END))


@st.composite
def campaigns(draw):
    found = draw(st.lists(names, max_size=6, unique_by=identity))
    near = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31))
    days = tuple(
        Day(name=name, start=draw(near), end=draw(st.none() | st.dates(TODAY))) for name in found
    )
    cut = draw(st.integers(0, len(days)))
    return Campaign(
        name="x",
        start=draw(near),
        end=draw(near),
        milestones=days[:cut],
        peaks=days[cut:],
        year=draw(st.sampled_from([None, 2027])),
    )
