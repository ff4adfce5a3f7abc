"""When something is due: read as people type it, hung on named days, shown again."""

from store.when.named import (
    END,
    START,
    day_of,
    has_anchor,
    lost_anchors,
    moved,
    offset_of,
    renamed,
    shifted,
)
from store.when.reading import Due, read_due, read_shift
from store.when.showing import Shown, due_of, show_due, show_time
from store.when.words import ENGLISH_WEEKDAYS, VIETNAMESE_WEEKDAYS, read_weekday

__all__ = [
    "END",
    "ENGLISH_WEEKDAYS",
    "START",
    "VIETNAMESE_WEEKDAYS",
    "Due",
    "Shown",
    "day_of",
    "due_of",
    "has_anchor",
    "lost_anchors",
    "moved",
    "offset_of",
    "read_due",
    "read_shift",
    "read_weekday",
    "renamed",
    "shifted",
    "show_due",
    "show_time",
]
