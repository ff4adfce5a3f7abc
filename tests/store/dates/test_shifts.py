"""Several due days moved at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.dates.anchors import day_of, shifted
from store.dates.parser import read_shift
from store.errors import InvalidValueError

from .samples import LAUNCH, fast, one_sentence, task, with_launch


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("+3d", 3),
        ("-2d", -2),
        ("– 1 tuần", -7),
        ("+2w", 14),
        ("+ 5 ngày", 5),
        ("+4", 4),
        ("+0d", 0),
        ("3d", None),
        ("18.5", None),
        ("mai", None),
        ("", None),
        ("+3d 22h", None),
    ],
)
def test_by_how_much_several_days_move(text, days):
    assert read_shift(text) == days


def test_months_are_not_all_as_long():
    with pytest.raises(InvalidValueError) as caught:
        read_shift("+1 tháng")
    assert one_sentence(caught.value) == ("“+1 tháng” counts in months; move in days or weeks.")


@fast
@given(st.text(alphabet="+-–3 dwmngàytuần.h", max_size=12))
def test_whatever_is_typed_for_several_is_a_number_a_sentence_or_neither(text):
    try:
        days = read_shift(text)
    except InvalidValueError as error:
        one_sentence(error)
    else:
        assert days is None or isinstance(days, int)


@fast
@given(st.integers(-400, 400), st.integers(-30, 30))
def test_a_hung_day_that_is_moved_still_hangs_or_is_a_plain_day(days, offset):
    campaign = with_launch(date(2027, 4, 28))
    hung = replace(task(due=day_of(LAUNCH, offset, campaign)), anchor=LAUNCH, offset=offset)
    after = replace(hung, **shifted(hung, days, campaign))
    assert after.due == hung.due + timedelta(days=days)
    assert after.anchor == LAUNCH
    assert day_of(after.anchor, after.offset, campaign) == after.due
    plain = replace(hung, **shifted(hung, days, None))  # its campaign is not there
    assert (plain.due, plain.anchor, plain.offset) == (after.due, "", 0)
