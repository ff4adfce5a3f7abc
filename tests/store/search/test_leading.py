"""Which terms lead to a text is the same after an edit as after putting it at once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from .samples import Texts, entry

SYLLABLES = [f"{start}{end}" for start in ("b", "ch", "l", "tr") for end in ("an", "e", "in", "o")]
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=60, max_size=90)
FEW_WORDS = st.lists(st.sampled_from(SYLLABLES), max_size=5)


@st.composite
def edits(draw) -> tuple[list[str], list[str]]:
    """Make a text, and the same with some words more, less, or others."""
    words = draw(WORDS)
    at = draw(st.integers(0, len(words)))
    end = draw(st.integers(at, min(len(words), at + 8)))
    return words, [*words[:at], *draw(FEW_WORDS), *words[end:]]


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(FEW_WORDS, max_size=6), edits(), FEW_WORDS, FEW_WORDS)
def test_an_edited_text_is_led_to_by_the_same_terms_as_a_new_one(others, texts, headline, later):
    edited, whole = Texts(), Texts()
    for index, drafts in ((edited, texts), (whole, texts[1:])):
        for at, words in enumerate(others):
            index.put(entry(f"other {at}", "", " ".join(words)))
        for draft in drafts:
            index.put(entry("one", " ".join(headline), " ".join(draft)))
    assert leading(edited) == leading(whole)
    for index in (edited, whole):
        index.put(entry("one", " ".join(later), " ".join(texts[1])))
    assert leading(edited) == leading(whole)


def leading(index: Texts) -> list:
    return index.ask("SELECT term, id FROM postings JOIN items USING(number) ORDER BY term, id")
