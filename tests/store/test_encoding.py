"""Naming the old encoding of a Vietnamese text."""

from __future__ import annotations

import random
from unicodedata import normalize

import pytest

from store.encoding import TCVN3, UTF_16, VNI, WINDOWS_1258, decode, encode, guess, without

TEXT = (
    "sáng nay, công đoàn nhà máy đã trao quà cho các nữ đoàn viên.\n\n"
    "mỗi suất quà là một hộp sữa và một tấm áo ấm của những người thợ may."
)

# The spellings of the letters of TEXT, typed off the two charts, not computed.
IN_TCVN3 = {
    "á": "¸", "à": "µ", "ã": "·", "ạ": "¹", "ả": "¶",
    "ă": "¨", "ắ": "¾", "â": "©", "ấ": "Ê", "ầ": "Ç", "ậ": "Ë",
    "ô": "«", "ố": "è", "ộ": "é", "ỗ": "ç", "ơ": "¬", "ờ": "ê", "ợ": "î",
    "ư": "\xad", "ữ": "÷", "đ": "®", "ê": "ª", "ễ": "Ô", "ủ": "ñ", "ó": "ã",
}  # fmt: skip
IN_VNI = {
    "á": "aù", "à": "aø", "ã": "aõ", "ạ": "aï", "ả": "aû",
    "ă": "aê", "ắ": "aé", "â": "aâ", "ấ": "aá", "ầ": "aà", "ậ": "aä",
    "ô": "oâ", "ố": "oá", "ộ": "oä", "ỗ": "oã", "ơ": "ô", "ờ": "ôø", "ợ": "ôï",
    "ư": "ö", "ữ": "öõ", "đ": "ñ", "ê": "eâ", "ễ": "eã", "ủ": "uû", "ó": "où",
}  # fmt: skip


def spelled(text: str, chart: dict[str, str]) -> bytes:
    return "".join(chart.get(char, char) for char in text).encode("latin-1")


def windows_1258(text: str) -> bytes:
    """Letter with its circumflex, breve or horn first, then the tone."""
    out = []
    for char in text:
        marks = normalize("NFD", char)
        tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        out.append(normalize("NFC", "".join(m for m in marks if m not in tone)) + tone)
    return "".join(out).encode("cp1258")


def loose_1258(text: str) -> bytes:
    return b"".join(
        char.encode("cp1258") if char in "áàâăôơưđêó" else windows_1258(char) for char in text
    )


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.split("\n")[0], TEXT * 100], ids=["two", "one", "many"]
)
def test_the_four_encodings_are_told_apart(text):
    assert guess(spelled(text, IN_TCVN3)) == TCVN3
    assert guess(spelled(text, IN_VNI)) == VNI
    assert guess(windows_1258(text)) == WINDOWS_1258
    assert guess(loose_1258(text)) == WINDOWS_1258
    assert guess(text.encode("utf-16")) == UTF_16
    assert guess(text.encode("utf-16-le")) == UTF_16
    assert guess(text.encode("utf-16-be")) == UTF_16


def test_utf_16_with_a_byte_missing():
    assert guess(TEXT.encode("utf-16-le")[:-1]) == UTF_16


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain ascii",
        TEXT.encode(),
        TEXT.encode()[1:-1] + b"\xff",
        TEXT.encode().replace(b"\xc3", b"", 1),
        "Déjà vu à la fête, où l'été était si doux; ça va être très gai.".encode("cp1252"),
        "Über die Brücke fährt täglich der grüne Zug.".encode("cp1252"),
        "Сегодня утром рабочие завода получили подарки.".encode("cp1251"),
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)),
    ],
)
def test_what_is_none_of_them_is_not_named(data):
    assert guess(data) is None


def test_noise_is_not_named():
    noise = random.Random(7)
    assert not any(guess(noise.randbytes(4000)) for _ in range(50))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (spelled(TEXT, IN_TCVN3), TCVN3),
        (spelled(TEXT, IN_VNI), VNI),
        (windows_1258(TEXT), WINDOWS_1258),
        (loose_1258(TEXT), WINDOWS_1258),
        (TEXT.encode("utf-16"), UTF_16),
        (TEXT.encode("utf-16-le"), UTF_16),
        (TEXT.encode("utf-16-be"), UTF_16),
    ],
    ids=["tcvn3", "vni", "1258", "loose 1258", "utf-16", "le", "be"],
)
def test_each_encoding_is_decoded(data, encoding):
    assert guess(data) == encoding
    assert decode(data, encoding) == TEXT


def test_the_capitals_of_vni_and_of_tcvn3():
    assert decode("ÑAÏI HOÄI COÂNG ÑOAØN, Ñaïi hoäi".encode("latin-1"), VNI) == (
        "ĐẠI HỘI CÔNG ĐOÀN, Đại hội"
    )
    assert decode("§oµn, ¡n, ¢n, ¦u".encode("latin-1"), TCVN3) == "Đoàn, Ăn, Ân, Ưu"


# --- written


CAPITALS = "ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"


@pytest.mark.parametrize("encoding", [TCVN3, WINDOWS_1258])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_is_written_in_an_old_encoding_reads_back(encoding, form):
    text = f"{TEXT}\nĂÂÊÔƠƯĐ\xa0{CAPITALS.lower()}\r\n"
    data = encode(normalize(form, text), encoding)
    assert decode(data, encoding) == text
    assert without(text, encoding) == []
    assert guess(data) == encoding


def test_tcvn3_is_written_as_the_charts_spell_it():
    assert encode(TEXT, TCVN3) == spelled(TEXT, IN_TCVN3)
    assert decode(encode(CAPITALS, WINDOWS_1258), WINDOWS_1258) == CAPITALS


def test_what_an_old_encoding_lacks_is_named():
    assert without("“Ấm” – Đà Nẵng, 1½ ấm", TCVN3) == ["“", "Ấ", "”", "–", "½"]
    assert without("“Ấm” – 漢 ấm", WINDOWS_1258) == ["漢"]
    for char in CAPITALS:
        with pytest.raises(UnicodeEncodeError):
            encode(char, TCVN3)


@pytest.mark.parametrize("encoding", [TCVN3, WINDOWS_1258])
def test_no_character_is_written_as_another(encoding):
    for code in range(0x3000):
        char = chr(code)
        if normalize("NFC", char) != char:
            continue
        try:
            data = encode(char, encoding)
        except UnicodeEncodeError:
            continue
        assert decode(data, encoding) == char
