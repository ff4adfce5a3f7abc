"""Comments on the words of an article: which words they are about, and where those stand now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from store.article_parts import Comment
from store.articles.sentences import sentence_spans
from store.articles.word_anchors import BOTH_SIDES, agreement, words_around_in_line
from store.errors import N_, InvalidValueError
from store.records import Article
from store.text import nfc

FIELDS: Final = ("headline", "byline", "body", "signoff")
"""The fields whose words can be commented on, in the order of the page."""

_LONGEST: Final = 300
"""The most characters of the words that a comment is known by; of more, the first ones are."""

Span = tuple[int, int]
"""The first character of a place in a field, and the one behind the last."""


def comment_on(article: Article, field: str, start: int, end: int) -> Comment:
    """Return a comment without words of its own, about those at a place.

    Words are taken whole, and of very many only the first. Where nothing is selected, it is about
    the sentence, and where there is none, about the whole article.

    Args:
        article: with the text as it is shown (NFC).
        field: one of `FIELDS`.
        start: where the selection begins, in characters.
        end: where it ends.
    """
    text = getattr(article, field)
    start, end = (start, end) if start < end else _sentence(text, start)
    start, end = _whole_words(text, start, min(end, start + _LONGEST))
    end = _clipped(text, start, end)
    quote = " ".join(text[start:end].split())
    if not quote:
        return Comment()
    before, after = words_around_in_line(text, start, end)
    return Comment(field=field, quote=quote, before=before, after=after)


def comment_on_words(article: Article, words: str) -> Comment:
    """Return a comment without words of its own, about words that stand in one place only.

    Raises:
        InvalidValueError: they stand nowhere, or at several places.
    """
    found = [
        (field, span)
        for field in FIELDS
        for span in _places(" ".join(nfc(words).split()), nfc(getattr(article, field)))
    ]
    if not found:
        raise InvalidValueError(
            N_("The words “{words}” do not stand in the article; copy them from it."), words=words
        )
    if len(found) > 1:
        raise InvalidValueError(
            N_("The words “{words}” stand at several places; give those around them, too."),
            words=words,
        )
    ((field, (start, end)),) = found
    return comment_on(replace(article, **{field: nfc(getattr(article, field))}), field, start, end)


def place_of(comment: Comment, article: Article) -> Span | None:
    """Return where the words of a comment stand now; None if they are gone, or it has none.

    Where they stand at several places, it is the one with the same words around; those may have
    changed where the words stand only once.
    """
    if not comment.quote or comment.field not in FIELDS:
        return None
    text = nfc(getattr(article, comment.field))
    known = comment.before, comment.after
    found = list(_places(comment.quote, text))
    best, best_rate = None, -1
    for span in found:
        rate = agreement(known, words_around_in_line(text, *span))
        if rate > best_rate:
            best, best_rate = span, rate
        if rate == BOTH_SIDES:
            break
    return best if best_rate > 0 or len(found) == 1 else None


def is_gone(comment: Comment, article: Article) -> bool:
    """Tell whether the words that a comment is about no longer stand in the article."""
    return bool(comment.quote) and place_of(comment, article) is None


def in_order(article: Article) -> list[Comment]:
    """Return the comments of an article: open ones first, each kind in the order of the text.

    What is about the whole article comes first, that of which the words are gone last.
    """

    def order(comment: Comment) -> tuple[bool, int, Span]:
        place = place_of(comment, article)
        if place is not None:
            field = FIELDS.index(comment.field)
        else:
            field = len(FIELDS) if comment.quote else -1
        return comment.done is not None, field, place or (0, 0)

    return sorted(article.comments, key=order)


def open_ones(article: Article) -> Sequence[Comment]:
    """Return the comments that are not settled."""
    return [one for one in article.comments if one.done is None]


def for_writer(article: Article) -> Sequence[Comment]:
    """Return the open comments for the writer, in the order of the text."""
    return [one for one in in_order(article) if one.to_writer and one.done is None]


def _whole_words(text: str, start: int, end: int) -> Span:
    """Return a place without the spaces at its ends, and with all of the words there."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while start and _is_within_word(text, start):
        start -= 1
    while end < len(text) and _is_within_word(text, end):
        end += 1
    return start, end


def _clipped(text: str, start: int, end: int) -> int:
    """Return the end of the first words of a place; of a word that is longer, of its beginning."""
    if end - start <= _LONGEST:
        return end
    words = text[start : start + _LONGEST].rsplit(None, 1)
    return start + (len(words[0]) if len(words) > 1 else _LONGEST)


def _is_within_word(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()


def _sentence(text: str, at: int) -> Span:
    spans = sentence_spans(text)
    return next((span for span in spans if span[0] <= at <= span[1]), (at, at))


def _places(quote: str, text: str) -> Iterator[Span]:
    words = r"\s+".join(map(re.escape, quote.split()))
    left = r"(?<!\w)" if quote[:1].isalnum() else ""
    is_cut = len(quote) >= _LONGEST  # perhaps within a word
    right = r"(?!\w)" if quote[-1:].isalnum() and not is_cut else ""
    return (found.span() for found in re.finditer(f"{left}{words}{right}", text))
