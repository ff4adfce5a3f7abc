"""Which syllables Vietnamese has: an onset, a rhyme and a tone that may go together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from store.copydesk.paragraph import Paragraph, Word
from store.copydesk.rule import Found, Sheets
from store.copydesk.tone_marks import TONES, toned, toneless

_ONSETS: Final = (
    *("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""),
)
"""The longest first."""
_OPEN_WRITTEN: Final = """
a ai ao au ay âu ây e eo ê êu i ia iêu iu o oa oai oao oay oe oeo oi ô ôi ơ ơi u ua uây uê uêu
ui uôi uơ uy uya uyu ư ưa ưi ươi ươu ưu y yêu
"""
_OPEN: Final = frozenset(_OPEN_WRITTEN.split())
_NASAL_WRITTEN: Final = """
am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh êng im in inh iêm iên iêng yêm yên yêng om
on ong oong ôm ôn ông ôông ơm ơn um un ung uôm uôn uông ưm ưng ươm ươn ương oam oan oang oanh
oăm oăn oăng oem oen uân uâng uên uênh uyn uynh uyên
"""
_NASAL: Final = frozenset(_NASAL_WRITTEN.split())
_STOP_WRITTEN: Final = """
ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ic ich ip it iêc iêp iêt yêt oc op ot ooc ôc
ôp ôt ơp ơt uc up ut uôc uôt ưc ưt ươc ươp ươt oac oach oap oat oăc oăt oet uât uêch uyt uych
uyp uyêt
"""
_STOP: Final = frozenset(_STOP_WRITTEN.split())
_RHYMES: Final = _OPEN | _NASAL | _STOP
_STOPPED: Final = ("\u0301", "\u0323")
"""The tones of a syllable that ends in c, ch, p or t: sắc and nặng."""
_FRONT: Final = "iêey"
_ROUND: Final = re.compile(r"o[aăe]|u[âêyơ]")
_OF_QU_WRITTEN: Final = """
a ai ao au ay ây an ang anh ăm ăn ăng âm ân âng ac ach ap at ăc ăp ăt âc âp ât e en eng eo et ec
ê ên ênh êu êch êt i ich in it iu y yên yêt ynh yt ych yn ơ ơi ơn ôc ôn ot ưng
"""
_OF_QU: Final = frozenset(_OF_QU_WRITTEN.split())
_EITHER: Final = ("oa", "oe", "uy")
"""Rhymes whose tone may stand on either letter: hóa, hoá."""
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_MARKED_VOWELS: Final = "ăâêôơư"
_OURS: Final = re.compile(r"[ăđơưảẻỉỏủỷạẹịọụỵẽĩũỹ]|[ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]", re.I)
"""Letters that no language of Europe has."""
_SHARED: Final = re.compile(r"[àáâãèéêìíòóôõùúý]", re.I)
_FOREIGN: Final = re.compile(r"[fjwzçëîïñöüûåøœæß]", re.I)
_HIGHLAND: Final = re.compile(r"[bcdđghjklmnprstvwy][lrpbdmnhj]|[êơưyđ]")
_TELEX_MARKS: Final = (
    ("uow", "ươ"),
    *(("aw", "ă"), ("ow", "ơ"), ("uw", "ư"), ("dd", "đ")),
    *(("aa", "â"), ("ee", "ê"), ("oo", "ô")),
)
_TELEX_TONES: Final = {key: tone for tone, key in TONES.items()}
_TELEX_INSIDE: Final = re.compile(r"(?<=[aeiouy])[fsrxj](?=(?:ng|nh)\Z)")
"""The key of a tone before the end of a syllable, where no language of Europe has it."""
_JOINTS: Final = "-–'’.@/_&"
_SHORTEST_SLIP: Final = 4
_AROUND: Final = 2
"""Where so many words on either side have no marks, the writer has none: tin nhan khong dau."""
_RECURS: Final = 3
"""A word that stands so often in a text is meant."""
_LEAST_WORDS: Final = 30
_LEAST_POSSIBLE: Final = 0.5
"""A text with fewer Vietnamese syllables is in another language."""


def is_possible(syllable: str) -> bool:
    """Tell whether Vietnamese may have a syllable, in either style of tone marks."""
    return _is_possible(syllable.lower())


@lru_cache(maxsize=4096)
def _is_possible(syllable: str) -> bool:
    letters, tone, at = toneless(syllable)
    if tone and toned(letters, tone, at) != syllable:
        return False
    return (
        any(at in places for places in _places(letters, tone))
        if tone
        else any(True for _ in _places(letters, tone))
    )


def _places(letters: str, tone: str) -> Iterator[tuple[int, ...]]:
    """Yield, for each way to part letters into onset and rhyme, where their tone may stand."""
    for onset in _ONSETS:
        rhyme = letters[len(onset) :]
        if not letters.startswith(onset) or not _go_together(onset, rhyme):
            continue
        if rhyme in _STOP and tone not in _STOPPED:
            continue
        yield tuple(len(onset) + place for place in _tone_places(onset, rhyme))
    # gì, gìn, gịt: the i of the onset is the vowel.
    if letters[:2] == "gi" and letters[1:] in ("i", "in", "im", "ip", "it", "iêng", "iêc", "iêt"):
        yield (1,) if len(letters) < 5 else (2,)


def _go_together(onset: str, rhyme: str) -> bool:
    """Tell whether an onset is written before a rhyme."""
    if onset == "qu":
        return rhyme in _OF_QU
    if rhyme not in _RHYMES:
        return False
    first = rhyme[0]
    if onset in ("k", "gh", "ngh"):
        return first in _FRONT and (onset == "k" or first != "y")
    if onset in ("c", "g", "ng"):
        return first not in _FRONT
    if onset == "gi":
        return first != "i" or rhyme in ("i",)
    if first == "y" and len(rhyme) > 1:
        return onset == ""
    if onset == "" and rhyme in ("iêu", "iêm", "iên", "iêng", "iêt", "iêc", "iêp"):
        return False
    return not (onset in ("b", "m", "v", "p") and _ROUND.match(rhyme))


@lru_cache(maxsize=1024)
def parted(syllable: str) -> tuple[str, str, str] | None:
    """Return the onset, the rhyme and the tone of a syllable in small letters; None for no one."""
    if not _is_possible(syllable):
        return None
    letters, tone, _at = toneless(syllable)
    for onset in _ONSETS:
        rhyme = letters[len(onset) :]
        if letters.startswith(onset) and _go_together(onset, rhyme):
            return onset, rhyme, tone
    return None  # gì, giếng: the i belongs to both


def joined(onset: str, rhyme: str, tone: str) -> str | None:
    """Return a syllable of its parts, as it is written; None where Vietnamese has none."""
    if not rhyme:
        return None
    front = rhyme[0] in _FRONT
    if onset in ("ng", "ngh"):
        onset = "ngh" if front else "ng"
    return _with_tone(onset + rhyme, tone)


def _tone_places(onset: str, rhyme: str) -> tuple[int, ...]:
    """Return the letters of a rhyme on which its tone may stand."""
    if rhyme in _EITHER:
        return (0, 1)
    marked = [at for at, char in enumerate(rhyme) if char in _MARKED_VOWELS]
    if marked:
        return (marked[-1],) if rhyme[:2] == "ươ" else (marked[0],)
    vowels = sum(char in _VOWELS for char in rhyme)
    if vowels == 1:
        return (0,)
    if vowels < len(rhyme) or vowels == 3:  # toán, huỳnh · ngoài, khuỷu
        return (1,)
    return (0,)


# --- in a text


def impossible(
    sheets: Sheets, allowed: frozenset[str], unused: Mapping[str, str | None]
) -> Iterator[Found]:
    """Yield the words that are no syllables and look like slips; names and loans pass.

    Args:
        sheets: the paragraphs.
        allowed: words that pass.
        unused: syllables that no word has, each with what was surely meant, or None.
    """

    counts: Counter[str] = Counter()
    possible = total = 0
    slips: list[tuple[int, Word, str | None]] = []
    for sheet in sheets:
        there, of = sheet.paragraph.keep(_share, _share)
        possible, total = possible + there, total + of
        for word, fix in (
            *sheet.paragraph.keep(_slips, _slips),
            *_of_no_word(sheet.paragraph, unused),
        ):
            counts[word.text] += 1
            slips.append((sheet.at, word, fix))
    if total >= _LEAST_WORDS and possible < total * _LEAST_POSSIBLE:
        return
    for at, word, fix in slips:
        if counts[word.text] < _RECURS and word.lower not in allowed:
            yield Found(((at, word.start, word.end, fix),))


def other_language(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield the first words of a text that is not Vietnamese."""
    shares = [sheet.paragraph.keep(_share, _share) for sheet in sheets]
    possible, total = sum(there for there, _of in shares), sum(of for _there, of in shares)
    if total >= _LEAST_WORDS and possible < total * _LEAST_POSSIBLE:
        first = next(sheet for sheet in sheets if sheet.paragraph.words)
        words = first.paragraph.words[:6]
        yield Found(((first.at, words[0].start, words[-1].end, None),))


def _share(paragraph: Paragraph) -> tuple[int, int]:
    """Return how many words are possible syllables, and how many words there are."""
    impossible = paragraph.keep(_not_possible, _not_possible)
    figures = sum(word.text.isdigit() for word in impossible)
    return len(paragraph.words) - len(impossible), len(paragraph.words) - figures


def _not_possible(paragraph: Paragraph) -> list[Word]:
    """Return the words that are no syllables, figures among them."""
    return [word for word in paragraph.words if not _is_possible(word.lower)]


def _slips(paragraph: Paragraph) -> list[tuple[Word, str | None]]:
    return [
        (word, mended(word.text))
        for word in paragraph.keep(_not_possible, _not_possible)
        if _is_slip(paragraph, word)
    ]


def _of_no_word(
    paragraph: Paragraph, unused: Mapping[str, str | None]
) -> Iterator[tuple[Word, str | None]]:
    there = paragraph.places.keys() & unused.keys()
    for at in sorted(at for word in there for at in paragraph.places[word]):
        word = paragraph.words[at]
        if word.text not in unused or is_joined(paragraph.text, word):
            continue
        around = paragraph.words[max(0, at - _AROUND) : at + _AROUND + 1]
        if not _is_cut(paragraph, word) and not all(one.text.isascii() for one in around):
            yield word, unused[word.text]


def _is_cut(paragraph: Paragraph, word: Word) -> bool:
    """Tell whether a word may be the beginning of one, at the end of a summary that was cut."""
    return paragraph.text[word.end :].startswith(("...", "…"))


def _is_slip(paragraph: Paragraph, word: Word) -> bool:
    """Tell whether a word that is no syllable looks like a slip, not like a foreign word."""
    text = word.text
    if len(text) < 2 or not text.isalpha() or not text[1:].islower():
        return False
    if is_joined(paragraph.text, word) or not any(
        char in _VOWELS for char in toneless(text.lower())[0]
    ):
        return False
    is_name = text[0].isupper() and not paragraph.begins_sentence(word.start)
    if _is_cut(paragraph, word):
        return False
    if text.isascii():
        return text.islower() and (_telex(text) or _without_double(text)) is not None
    return _looks_ours(text) and not (is_name and mended(text) is None)


def is_joined(text: str, word: Word) -> bool:
    """Tell whether a word is part of something longer: vô-lăng, c’est, a@b.vn."""
    before, after = text[: word.start][-1:], text[word.end : word.end + 2]
    return (before in _JOINTS and before != "") or (after[:1] in _JOINTS and after[1:].isalnum())


def _looks_ours(text: str) -> bool:
    """Tell whether a word has letters as Vietnamese has them, and none that it has not."""
    if _FOREIGN.search(text):
        return False
    if not _OURS.search(text) and (text[0].isupper() or not _SHARED.search(text)):
        return False
    return not (text[0].isupper() and _is_highland(text.lower()))


def _is_highland(text: str) -> bool:
    """Tell whether a name may be one of the highlands: Đắk Lắk, Krông Pắc, Kpă, Êban."""
    return (
        text[-1] in "krlsh"
        or re.match(r"[bcdđghjklmnprstvwy][lrpbdmnhj]|[êơưyđ]", text) is not None
    )


def mended(text: str) -> str | None:
    """Return a word that is no syllable as it was surely meant; None where that is not known."""
    lower = text.lower()
    meant = _telex(lower) or _moved(lower) or _respelt(lower) or _without_double(lower)
    if meant is None:
        return None
    return meant.capitalize() if text[0].isupper() else meant


def _telex(text: str) -> str | None:
    """Return what keys that were left in would have typed: tieengs, nguwowif, dduocj, cafnh."""
    if len(text) < _SHORTEST_SLIP or not text.isascii():
        return None
    if key := _TELEX_INSIDE.search(text):
        return _with_tone(text[: key.start()] + text[key.end() :], _TELEX_TONES[key[0]])
    letters, tone = text, ""
    if letters[-1] in _TELEX_TONES:
        letters, tone = letters[:-1], _TELEX_TONES[letters[-1]]
    keys = letters
    for marks, letter in _TELEX_MARKS:
        letters = letters.replace(marks, letter)
    is_sure = re.search(r"^đ|ư|[iyu][êô]|uâ", letters)  # bows, laws and roots are English
    if letters == keys or not is_sure or letters.startswith("qu"):
        return None
    return _with_tone(letters, tone)


def _without_double(text: str) -> str | None:
    """Return a word whose first consonant stands there twice: ttrong, but llama is Spanish."""
    first = text[0]
    if len(text) < _SHORTEST_SLIP or text[1] != first or first in _VOWELS or first == "l":
        return None
    if not _is_possible(text[1:]):
        return None
    return text[1:]


def _moved(text: str) -> str | None:
    """Return a word with its tone mark on the right letter: lọai → loại, đôị → đội."""
    letters, tone, _at = toneless(text)
    return _with_tone(letters, tone) if tone else None


def _respelt(text: str) -> str | None:
    """Return a word with the onset that is written before its rhyme: nghành → ngành."""
    for wrong, right in (("ngh", "ng"), ("gh", "g"), ("ng", "ngh"), ("g", "gh")):
        if text.startswith(wrong) and is_possible(right + text[len(wrong) :]):
            return right + text[len(wrong) :]
    return None


def _with_tone(letters: str, tone: str) -> str | None:
    for places in _places(letters, tone):
        return toned(letters, tone, places[0])
    return None
