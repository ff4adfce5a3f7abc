"""Lists of units from CSV files and into them."""

import time
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import Campaign, InvalidValueError
from store.campaign_records import Unit
from store.campaigns.units import Tree, clean
from store.campaigns.units_csv import COLUMNS, UnitsImport, read_units, taken, units_csv

LEVELS = ("LĐLĐ Thành phố", "cấp trên trực tiếp cơ sở", "công đoàn cơ sở")
CITY, DISTRICT, BASE = LEVELS
EMPTY = Campaign(name="Mùa sen", levels=LEVELS)
FULL = Campaign(
    name="Mùa sen",
    levels=LEVELS,
    units=(
        Unit(name="Liên đoàn Mây", level=CITY, short="LĐ Mây"),
        Unit(name="Quận Đông", level=DISTRICT, short="Đông", parent="Liên đoàn Mây"),
        Unit(name="Xưởng Sen", level=BASE, parent="Quận Đông", contact="chị Ba"),
    ),
)
HEAD = "tên,tên tắt,cấp,đơn vị cấp trên,liên hệ"


def read(text, campaign=EMPTY, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_units(data, campaign, "don-vi.csv", **options)


def added(found):
    return [unit.name for unit in found.added]


def told(refusals):
    return [(refusal.line, str(refusal.why)) for refusal in refusals]


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    "text",
    [
        "tên,tên tắt,cấp,đơn vị cấp trên,liên hệ\nQuận An,An,CẤP TRÊN trực tiếp cơ sở,,chị Tư\n",
        "Liên hệ;Cấp;Đơn vị cấp trên;Tên tắt;Tên\nchị Tư;cấp trên trực tiếp cơ sở;;An;Quận An",
        "name\tshort\tlevel\tparent\tcontact\r\nQuận An\tAn\tcap tren truc tiep co so\t\tchị Tư",
        "sep=;\nTEN;TEN TAT;CAP;TRUC THUOC;DIEN THOAI\nQuận An;An;cấp trên trực tiếp cơ sở;;chị Tư",
        "Danh sách đơn vị,,,,\n\n" + HEAD + "\nQuận An,An,cấp trên trực tiếp cơ sở,,chị Tư",
        HEAD + '\n"Quận\nAn",An,cấp trên trực tiếp cơ sở,,"chị\nTư"\n',
        "tên,ghi chú,tên tắt,cấp,liên hệ\nQuận An,?,An,cấp trên trực tiếp cơ sở,chị Tư",
    ],
)
def test_columns_in_any_order_and_dress(text):
    found = read(text)
    assert found.added == (Unit(name="Quận An", short="An", level=DISTRICT, contact="chị Tư"),)
    assert not found.refused
    assert found.ignored == (("ghi chú",) if "ghi chú" in text else ())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]
)
def test_encodings_of_spreadsheets(encoding):
    import unicodedata

    text = (
        f"{HEAD}\nLiên đoàn Lao động Thành phố,LĐLĐ TP,LĐLĐ Thành phố,,\n"
        "Công đoàn cơ sở Công ty Mây,CĐCS Mây,công đoàn cơ sở,LĐLĐ TP,tổ trưởng của xưởng\n"
    )
    if encoding == "cp1258":  # a letter and its tone are two characters there
        from store.encoding import _letter_and_tone

        data = b"".join(map(_letter_and_tone, text))
    else:
        data = text.encode(encoding)
    found = read(data)
    assert added(found) == ["Liên đoàn Lao động Thành phố", "Công đoàn cơ sở Công ty Mây"]
    assert found.added[1].parent == "Liên đoàn Lao động Thành phố"
    assert unicodedata.is_normalized("NFC", found.added[1].name)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "what its columns are"),
        (b"An,Ba\n1,2\n", "what its columns are"),
        ("tên\nQuận An".encode(), "what its columns are"),
        ("tên,name,cấp\nQuận An,b,c".encode(), "two columns"),
        (b"\xff\xfe\x00", "CSV UTF-8"),
        (b"\x89PNG\r\n\x1a\n\xff\x00\xfe", "CSV UTF-8"),
    ],
)
def test_what_is_no_list_of_units(data, words):
    with pytest.raises(InvalidValueError, match=words):
        read(data)


def test_parents_by_full_or_short_name_earlier_or_later():
    found = read(
        f"{HEAD}\nXưởng Một,,{BASE},quận an,\nXưởng Hai,,{BASE},AN,\n"
        f"Quận An,An,{DISTRICT},lđ mây,\n",
        FULL,
    )
    assert [unit.parent for unit in found.added] == ["Quận An", "Quận An", "Liên đoàn Mây"]
    assert not found.remarks


def test_what_is_there_is_changed_in_the_columns_of_the_file():
    found = read("tên,liên hệ\nXƯỞNG SEN,anh Tư\nQuận Đông,\n", FULL)
    before, after = found.changed[0]
    assert before is FULL.units[2]
    assert after == Unit(name="Xưởng Sen", level=BASE, parent="Quận Đông", contact="anh Tư")
    assert found.unchanged == (FULL.units[1],)
    assert taken(FULL, found) == (*FULL.units[:2], after)
    emptied = read(f"tên,cấp,liên hệ\nXưởng Sen,{BASE},\n", FULL)
    assert emptied.changed[0][1].contact == ""


# ---------------------------------------------------------------- what is refused


def test_each_bad_row_has_its_line_and_its_sentence():
    found = read(
        f"{HEAD}\n"
        f"Quận An,An,{DISTRICT},,\n"
        f",X,{BASE},,\n"
        f"QUẬN AN,,{BASE},,khác\n"
        f"Xưởng Trời,,cấp trời,,\n"
        f"Xưởng Trống,,,,\n"
        "\n"
        f"Xưởng Dài,,{BASE},,,,thừa\n"
        f'"Xưởng"Hở,,{BASE},,\n'
        f"Xưởng Lạc,,{BASE},Nhà Hoang,\n"
        f"Xưởng Cuối,,{BASE},Quận An,\n"
    )
    assert added(found) == ["Quận An", "Xưởng Lạc", "Xưởng Cuối"]
    lines = dict(told(found.refused))
    assert list(lines) == [3, 4, 5, 6, 8, 9]
    assert "no name" in lines[3]
    assert "“QUẬN AN” stands on line 2 already" in lines[4]
    assert "cấp trời" in lines[5]
    assert BASE in lines[5]
    assert "Xưởng Trống" in lines[6]
    assert "7 cells, the first line 5" in lines[8]
    assert "quotation mark" in lines[9]
    assert [(line, "Nhà Hoang" in text) for line, text in told(found.remarks)] == [(10, True)]
    assert found.added[1].parent == "Nhà Hoang"


def test_a_quotation_mark_that_nobody_closes_takes_no_other_row_with_it():
    rows = "".join(f"Xưởng {n},,{BASE},,\n" for n in range(50))
    found = read(f'{HEAD}\n"Xưởng Hở,,{BASE},,\n{rows}')
    assert [refusal.line for refusal in found.refused] == [2]
    assert len(found.added) == 50


def test_a_circle_is_refused_row_by_row_and_the_rest_is_taken():
    found = read(f"{HEAD}\nMột,,{BASE},Hai,\nHai,,{BASE},Một,\nBa,,{BASE},Ba,\nCon,,{BASE},Một,\n")
    assert added(found) == ["Con"]
    assert [line for line, _text in told(found.refused)] == [2, 3, 4]
    assert "Một → Hai → Một" in str(found.refused[0].why)
    assert [line for line, _text in told(found.remarks)] == [5]


def test_a_circle_through_what_is_on_the_desk_is_refused():
    found = read(f"tên,cấp trên\nLiên đoàn Mây,Xưởng Sen\n", FULL)  # noqa: F541
    assert found.is_empty
    assert [refusal.line for refusal in found.refused] == [2]
    assert taken(FULL, found) == FULL.units


def test_a_short_name_of_two_is_no_parent():
    found = read(f"{HEAD}\nQuận Một,Q,{DISTRICT},,\nQuận Hai,Q,{DISTRICT},,\nXưởng,,{BASE},Q,\n")
    assert len(found.added) == 3
    assert [refusal.line for refusal in found.remarks] == [4]


def test_reading_can_be_stopped():
    assert read(f"{HEAD}\nMột,,{BASE},,\n", progress=lambda line, of: False) == UnitsImport()


# ---------------------------------------------------------------- there and back

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\"\t\n;,đẤ\u0301"),
    max_size=12,
).map(clean)


@st.composite
def campaigns(draw, levels=()):
    names = draw(st.lists(TEXT.filter(bool), max_size=8, unique_by=lambda n: n.casefold()))
    units = [
        Unit(
            name=name,
            level=draw(TEXT),
            short=draw(TEXT),
            parent=draw(st.sampled_from(["", *islice(names, place)])),
            contact=draw(TEXT),
        )
        for place, name in enumerate(names)
    ]
    return Campaign(name="Mùa sen", levels=levels, units=tuple(units))


@given(campaigns())
@example(Campaign(name="Mùa sen", units=(Unit(name=clean("\0 a"), level=BASE),)))
def test_what_went_out_comes_in_as_it_was(campaign):
    from store.text import identity

    if len({identity(unit.name) for unit in campaign.units}) < len(campaign.units):
        return
    data = units_csv(campaign)
    found = read(data, Campaign(name="Khác"))
    assert not found.refused
    assert found.added == campaign.units
    again = read(data, campaign)
    assert again.unchanged == campaign.units
    assert again.is_empty


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(data):
    try:
        found = read(HEAD.encode() + b"\n" + data)
    except InvalidValueError:
        return
    assert len(found.added) + len(found.refused) <= data.count(b"\n") + data.count(b"\r") + 1


def test_a_spreadsheet_obeys_no_cell():
    campaign = Campaign(name="x", units=(Unit(name="=1+1", level="'x", contact="@a"),))
    out = units_csv(campaign).decode("utf-8-sig")
    assert out == f"{','.join(COLUMNS)}\r\n'=1+1,,''x,,'@a\r\n"


# ---------------------------------------------------------------- ten thousand


def many(count=10_000, bad=True):
    """A list of units, companies first; every hundredth row has a parent that is nowhere, and
    every two-hundredth stands there a second time."""
    rows = [HEAD]
    for n in range(count - 301):
        parent = "Quận Không Có" if bad and n % 100 == 0 else f"Q{n % 300}"
        rows.append(f"Công đoàn cơ sở Công ty May số {n},C{n},{BASE},{parent},0900")
        if bad and n % 200 == 0:
            rows.append(f"công đoàn cơ sở công ty may số {n},,{BASE},Q1,")
    rows += [f"Liên đoàn quận {n},Q{n},{DISTRICT},LĐ TP," for n in range(300)]
    rows.append(f"Liên đoàn Thành phố,LĐ TP,{CITY},,")
    return "\n".join(rows).encode()


def test_ten_thousand_units_a_sentence_each_and_nothing_lost():
    start = time.process_time()
    found = read(many())
    assert time.process_time() - start < 5  # within one on a machine that is not busy
    assert len(found.added) == 10_000
    assert len(found.refused) == 49
    assert len(found.remarks) == 97
    lines = many().decode().split("\n")
    assert all("stands on line" in str(refusal.why) for refusal in found.refused)
    assert all(lines[r.line - 1].startswith("công đoàn") for r in found.refused)
    assert all("Quận Không Có" in lines[r.line - 1] for r in found.remarks)
    placed = Tree(found.added, LEVELS).branches
    assert len(placed) == 10_000
    assert sum(branch.flaw != "" for branch in placed) == 97


def test_ten_thousand_broken_rows_take_no_longer():
    start = time.process_time()
    found = read((HEAD + "\n" + '"Xưởng Hở,,x,,\n' * 9_999).encode())
    assert time.process_time() - start < 5
    assert not found.added
    assert len(found.refused) >= 5_000
