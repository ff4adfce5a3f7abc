"""Vietnamese text: folding for search, counting, sorting, file names, dates.

Every function treats the composed (NFC) and the decomposed (NFD) spelling of a text as the same
text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import lru_cache
from unicodedata import combining, is_normalized, normalize

from store.errors import N_, InvalidValueError

SortKey = tuple[str, bytes, bytes, str]

_WITHOUT_TITLE = "khong-tit"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: 100 + rank for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_FOREIGN_MARK = 6
GONE = timedelta(days=180)
"""A day without a year that is longer ago than this is next year's."""

# The dot between thousands is part of a number (2.310); the dots of a date (18.5.2021) are not.
# At most nine groups, so that a long row of digits is not searched from each place to its end.
_SYLLABLE = re.compile(r"\d{1,3}(?:\.\d{3}){1,8}(?!\d|\.\d)[^\W_]*|[^\W_]+")
_LONG = 1000
"""The length from which on a text is checked for piled up marks."""
_PILED = re.compile(r"[^\w\s\x00-\u02ff]{65}")
_APART = re.compile(r"[\w\s\x00-\u02ff]*+[^\w\s\x00-\u02ff]{0,64}")
"""Letters and the marks that follow them, a pile of marks in parts."""
_LOOK_ALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_IS_PLAIN = re.compile(  # Latin, Vietnamese and punctuation, without what `as_seen` changes
    "[\x00-\xac\xae-\xcf\xd1-\xef\xf1-\u0188\u018a-\u0255\u0257-\u05ff"
    "\u1e00-\u200a\u2010-\u2029\u202f-\u205f\u2070-\ufefe]*+"
)
_LINE_BREAKS = "\r\n\u2028\u2029"
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})([./-])(?P<month>[0-9]{1,2})(?:\2(?P<year>[0-9]{4}))?")


def nfc(text: str) -> str:
    """Return `text` in the composed normal form.

    Python sorts the marks of a letter in quadratic time. No script uses as many as 64, so a longer
    pile, which is meant to do harm, is composed in parts.
    """
    if len(text) > _LONG and not is_normalized("NFC", text) and _PILED.search(text):
        return "".join(normalize("NFC", part) for part in _APART.findall(text))
    return normalize("NFC", text)


class _Seen(dict[int, str]):
    """Each character as a reader takes it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        seen = "" if unicodedata.category(char) == "Cf" else _LOOK_ALIKES.get(char, char)
        self[code] = seen
        return seen


_SEEN = _Seen()


def as_seen(text: str) -> str:
    """Return `text` composed, as it looks: without characters that do not show, Ð and Ɖ as Đ.

    Fonts draw the Icelandic and the African letter as the Vietnamese one, and old converters and
    web pages mix them up. A soft hyphen or a zero-width space may stand inside a syllable.
    """
    composed = nfc(text)
    return composed if _IS_PLAIN.fullmatch(composed) else nfc(composed.translate(_SEEN))


def _bare(text: str) -> str:
    return "".join(char for char in normalize("NFD", text) if not combining(char))


class _Folds(dict[int, str]):
    """Each character folded; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = " " if char.isspace() else _bare(_bare(_SEEN[code]).lower()).replace("đ", "d")
        self[code] = bare
        return bare


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Fold `text` for search: lower case, no marks, đ as d, every white space a plain space.

    Characters that do not show are dropped, and Ð and Ɖ are Đ, as in `as_seen`. Line breaks are
    white space too. Runs of spaces stay runs; `identity` collapses them. Composed and decomposed
    spellings fold to the same string.
    """
    return text.translate(_FOLDS)


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """Fold `text` and return where each folded character is in it.

    Returns:
        the folded text, and as many indexes into `text`. A match at `start:end` of the folded text
            is
        `text[where[start]:where[end]]`, or up to the end of `text` when `end` is the length of the
        folded text: this includes the marks of a decomposed letter.
    """
    pieces = [_FOLDS[ord(char)] for char in text]
    where = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), where


def syllables(text: str) -> list[str]:
    """Return the folded tokens of letters and digits; a number such as 2.310 is the token 2310."""
    return [token.replace(".", "") for token in _SYLLABLE.findall(fold(text))]


def count_words(text: str) -> int:
    """Count the *chữ*: tokens between white space that have a letter or a digit.

    A dash between spaces is none; no-break and other Unicode spaces separate words as well.
    """
    return sum(token.isalnum() or any(map(str.isalnum, token)) for token in text.split())


def count_characters(text: str) -> int:
    """Count characters as a reader sees them: a letter with its marks is one, a line break none."""
    seen = nfc(text)
    marks = sum(map(bool, map(combining, seen)))
    return len(seen) - marks - sum(map(seen.count, _LINE_BREAKS))


def nfc_with_map(text: str) -> tuple[str, list[int] | range]:
    """Return a text in NFC, and where each of its characters begins in the text itself.

    The last entry is the length of the text.
    """
    composed = nfc(text)
    if composed == text:
        return text, range(len(text) + 1)
    pieces: list[str] = []
    where: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and combining(text[end]):
            continue
        piece = nfc(text[start:end])
        pieces.append(piece)
        where += [start] * len(piece)
        start = end
    return "".join(pieces), [*where, len(text)]


@lru_cache(maxsize=4096)
def _weights(char: str) -> tuple[int, int, int]:
    """Return the weights of a composed character: its letter, its tone, its case."""
    marks = normalize("NFD", char)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    letter = nfc("".join(mark for mark in marks if mark not in _TONES)).lower()
    if letter not in _RANKS and _bare(letter) in _RANKS:
        letter, tone = _bare(letter), _FOREIGN_MARK
    return _RANKS.get(letter) or _rank_of_other(letter), tone, int(char.isupper())


def _rank_of_other(char: str) -> int:
    """Rank other characters: spaces, signs and digits before a, other scripts last."""
    if not char or char.isspace():
        return 1
    if not char.isalnum():
        return 2
    digit = unicodedata.digit(char[0], None)
    return min(1000 + ord(char[0]), sys.maxunicode) if digit is None else 10 + digit


def sort_key(text: str) -> SortKey:
    """Return a key that sorts by the Vietnamese alphabet: a ă â b c d đ e ê …

    Letters are compared first, over the whole text; then the tones in the order ngang, huyền, hỏi,
    ngã, sắc, nặng; then case, lower case first. The text itself comes last, so that only equal
    texts have equal keys.
    """
    composed = nfc(text)
    weights = [_weights(char) for char in as_seen(composed)]
    letters, tones, cases = zip(*weights, strict=True) if weights else ((), (), ())
    # As text and bytes: a tenth of the memory of tuples, and compared in a tenth of the time.
    return "".join(map(chr, letters)), bytes(tones), bytes(cases), composed


def slug(text: str, limit: int = 60) -> str:
    """Return a file name for `text`: lower-case ASCII letters, digits and hyphens, never empty.

    It has at most `limit` characters, and is cut between two syllables where possible.
    """
    words = (word.encode("ascii", "ignore").decode() for word in syllables(text))
    name = "-".join(filter(None, words))
    if len(name) > limit:
        cut = name.rfind("-", 0, limit + 1)
        name = name[: cut if cut > 0 else limit]
    return name or _WITHOUT_TITLE


def fold_name(name: str) -> str:
    """Return a key that two file names share where some system takes them for one file."""
    return nfc(nfc(name).casefold())


def identity(text: str) -> str:
    """Return a key that two texts share when a reader takes them for the same.

    Normal form, case, the kind and number of spaces, and what `as_seen` leaves out make no
    difference; tone marks do.
    """
    return nfc(" ".join(as_seen(text).split()).casefold())


def same_text(a: str, b: str) -> bool:
    """Tell whether `a` and `b` are the same text to a reader (see `identity`)."""
    return identity(a) == identity(b)


def says(text: str, words: str) -> bool:
    """Tell whether some whole words stand in a row in a text: “đài” in “Đài Hà Nội”.

    Case makes no difference, tone marks do: “Đại hội” and “áo dài” say no “đài”. A text typed
    without any marks may mean them.
    """
    known = " ".join(_WORDS.findall(identity(text)))
    wanted = fold(words) if known == fold(known) else identity(words)
    return f" {wanted} " in f" {known} "


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of `body`, which are separated by blank lines.

    A line with only white space is blank here, and CRLF line ends are accepted, as in pages that
    were imported whole.
    """
    return [body[start:end] for start, end in paragraph_spans(body)]


def paragraph_spans(body: str) -> list[tuple[int, int]]:
    """Return where each of the `paragraphs` starts and ends in `body`."""
    padded = f"\n\n{body}\n\n"
    found, start = [], 0
    for blank in (*_BLANK_LINES.finditer(padded), None):
        end = blank.start() if blank else len(padded)
        if padded[start:end].strip():
            found.append((start - 2, end - 2 - padded[start:end].endswith("\r")))
        start = blank.end() if blank else end
    return found


def lead(body: str) -> str:
    """Return the lead (sapo): the first paragraph, or an empty text."""
    return next(iter(paragraphs(body)), "")


def read_day(text: str, today: date) -> date:
    """Parse a day as editors type it: 18.5.2027, 18/5/2027, 18-5-2027, 2027-05-18, or just 18.5.

    A day without a year is in this year, or in the next if it is over 180 days ago.

    Raises:
        InvalidValueError: it is not a day of the calendar.
    """
    typed = text.strip()
    if not typed:
        raise InvalidValueError(N_("No day was typed; type a day such as 18.5 or 18.5.2027."))
    found = _ISO_DAY.fullmatch(typed) or _DAY.fullmatch(typed)
    day = next(_days_meant(found, today), None) if found else None
    if day is None:
        raise InvalidValueError(
            N_("{text} is not a day of the calendar; type a day such as 18.5 or 18.5.2027."),
            text=typed,
        )
    return day


def _days_meant(found: re.Match[str], today: date) -> Iterator[date]:
    """Yield the days that may be meant, the likeliest first."""
    typed = found["year"]
    for year in (int(typed),) if typed else (today.year, today.year + 1):
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:  # 31.2, or 29.2 of this year: perhaps the next has one
            continue
        if typed or today - day <= GONE:
            yield day


def rounded_percent(count: int, of: int) -> int:
    """Return a share of something as a whole percentage, rounded: 100 only if it is complete."""
    rounded = (200 * count + of) // (2 * of)
    return min(rounded, 99) if count < of else rounded


def show_number(count: int, mark: str = ".") -> str:
    """Return a number with its thousands separated by `mark`, in the house style: 2.310."""
    return f"{count:,}".replace(",", mark)


def read_number(typed: str) -> int | None:
    """Parse a whole number, also in the house style (2.310); an empty text is None.

    Raises:
        InvalidValueError: it is not a whole number.
    """
    text = typed.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise InvalidValueError(
            N_("“{text}” is not a whole number; type one such as 4."), text=text
        )
    return int(text.replace(".", ""))


def show_day(day: date) -> str:
    """Return a day in the house style: 18.5.2027."""
    return f"{day.day}.{day.month}.{day.year:04d}"


def show_time(moment: time) -> str:
    """Return a time in the house style: 22h, 22h30."""
    return f"{moment.hour}h{moment.minute:02d}" if moment.minute else f"{moment.hour}h"


def show_day_short(day: date, today: date) -> str:
    """Return a day without its year when that is the year of `today`: 18.5."""
    return f"{day.day}.{day.month}" if day.year == today.year else show_day(day)
