"""Text as it is spoken, on the command line."""

from __future__ import annotations

import pytest

from store import Campaign
from store.campaign_records import Abbreviation
from tests.tui.cli import put, refused
from tui.settings import settings_path

WRITTEN = "Ngày 18.5.2021, LĐLĐ TP tặng 2.310 suất quà."
SAID = (
    "Ngày mười tám tháng năm năm hai nghìn không trăm hai mươi mốt, Liên đoàn Lao động thành phố "
    "tặng hai nghìn ba trăm mười suất quà."
)


def test_a_text_is_written_as_it_is_spoken(cli):
    result = cli("speak", WRITTEN)
    assert (result.code, result.out.decode(), result.err) == (0, f"{SAID}\n", "")
    assert cli("speak", *WRITTEN.split(" ")).out == result.out
    assert cli("speak", "--", "-5", "°C").out.decode() == "âm năm độ C\n"


def test_standard_input_is_written_as_it_is_spoken(cli):
    result = cli("speak", "-", stdin=f"{WRITTEN}\r\n\r\n7h30\n".encode())
    assert result.out.decode() == f"{SAID}\r\n\r\nbảy giờ ba mươi phút\n"


def test_what_was_left_is_told(cli):
    result = cli("speak", "XYZ và 1/5, XYZ")
    assert result.out.decode() == "XYZ và 1/5, XYZ\n"
    assert result.err == "toasoan: 3 places need a look: XYZ, 1/5.\n"
    result = cli("speak", "--json", "5 km ở XYZ")
    assert result.json["text"] == "năm ki-lô-mét ở XYZ"
    (place,) = result.json["left"]
    assert result.json["text"][place["start"] : place["end"]] == place["text"] == "XYZ"
    assert "register" in place["reason"]
    assert "từ viết tắt" in cli("--lang", "vi", "speak", "--json", "XYZ").json["left"][0]["reason"]
    assert result.err == ""


def test_the_house_chooses_its_words(cli):
    path = settings_path()
    path.parent.mkdir(parents=True)
    path.write_text('{"spoken": {"thousand": "ngàn", "zero_tens": "lẻ", "four": "bốn"}}')
    assert cli("speak", "1.105 và 24").out.decode() == "một ngàn một trăm lẻ năm và hai mươi bốn\n"


def test_a_campaign_has_abbreviations_of_its_own(cli, desk_path):
    refused(cli("speak", "HS", "--campaign", "Mùa sen"), "There is no desk")
    put(desk_path, Campaign(name="Mùa sen", abbreviations=(Abbreviation("HS", "Hoa Sấu"),)))
    assert cli("speak", "HS", "--campaign", "Mùa sen").out.decode() == "Hoa Sấu\n"
    refused(cli("speak", "HS", "--campaign", "Mùa quà"), "Mùa quà")


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        ([""], b"", "There is no text"),
        ([" \n"], b"", "There is no text"),
        (["-"], b"\n", "There is no text"),
        (["-"], "\u2003\ufeff".encode(), "is empty"),
        (["-"], bytes(range(256)) * 8, "is not plain text"),
        (["-"], "Công đoàn".encode("utf-16"), "looks like UTF-16"),
        (["-"], b"5 ng\xe1\xbb", "is not UTF-8: line 1"),
        (["a\udce1"], b"", "is not UTF-8"),
        (["-"], b"5 " * 600_000, "more than the 1 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(cli, arguments, stdin, words):
    result = cli("speak", *arguments, stdin=stdin)
    refused(result, words)
    assert result.out == b""


def test_a_text_is_needed(cli):
    refused(cli("speak"), "TEXT")
