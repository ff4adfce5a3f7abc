"""The units on the command line."""

import pytest

from store import Campaign, Task, open_desk
from tests.store.test_units_csv import BASE, DISTRICT, HEAD, LEVELS, many
from tests.tui.cli import refused

UNITS = (
    f"{HEAD}\nLiên đoàn Mây,LĐ Mây,LĐLĐ Thành phố,,\nQuận An,An,{DISTRICT},LĐ Mây,\n"
    f"Xưởng Sen,,{BASE},An,chị Ba\n"
)


@pytest.fixture
def campaign(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        return desk.records.add(Campaign(name="Mùa sen", levels=LEVELS))


@pytest.fixture
def full(cli, campaign, desk_path, page, clock):
    """The campaign with three units and a task that goes down to two."""
    assert cli("units", "import", page(UNITS, "a.csv")).code == 0
    with open_desk(desk_path, clock=clock) as desk:
        return desk.tasks.add(
            Task(campaign=campaign.id, title="Phát động", unit="Liên đoàn Mây", cascades=True)
        )


def test_import_says_what_came_of_it(cli, campaign, page):
    bad = page(UNITS + f"XƯỞNG SEN,,{BASE},,\nLạc,,{BASE},Hoang,\n", "a.csv")
    tried = cli("units", "import", bad, "--dry-run")
    assert tried.lines == ["New: 4, changed: 0, as they were: 0, refused: 1, to look at: 1."]
    assert tried.err.split("\n")[-2] == (
        "toasoan: Nothing has been changed; without --dry-run it is taken."
    )
    assert cli("units").out == b""
    done = cli("units", "import", bad, "--campaign", "mùa sen")
    assert done.code == 2
    assert done.lines == tried.lines
    assert "toasoan: Line 5: “XƯỞNG SEN” stands on line 4 already" in done.err
    assert "toasoan: Line 6: “Lạc”: its parent “Hoang” is neither" in done.err
    again = cli("units", "import", bad)
    assert again.lines == ["New: 0, changed: 0, as they were: 4, refused: 1, to look at: 1."]


def test_the_tree_for_people_and_for_programs(cli, full):
    assert cli("acknowledge", full.id[:8], "an").lines == [f"{full.id}\t1/2\tPhát động"]
    assert cli("units").lines == [
        "LĐ Mây  –  0/1",
        "  An  1/1  –",
        "    Xưởng Sen  0/1  –  ■",
    ]
    rows = cli("units", "--json").json
    assert [(r["name"], r["depth"], r["below"]) for r in rows] == [
        *(("Liên đoàn Mây", 0, 2), ("Quận An", 1, 1), ("Xưởng Sen", 2, 0)),
    ]
    assert (rows[1]["acknowledged"], rows[1]["asked"], rows[2]["stops"]) == (1, 1, 1)
    assert rows[2]["parent"] == "Quận An"
    assert rows[2]["last"] is None
    back = cli("acknowledge", full.id, "Quận An", "--undo")
    assert back.lines == [f"{full.id}\t0/2\tPhát động"]


def test_a_unit_says_that_it_has_done_it(cli, full):
    done = cli("acknowledge", full.id, "Quận An", "--done", "19.4", "--note", "treo 3 băng rôn")
    assert done.lines == [f"{full.id}\t1/2\tPhát động"]
    (plan,) = cli("plan", "--json").json
    (going,) = [t["cascade"] for p in plan["phases"] for t in p["tasks"] if t["cascade"]]
    assert going == {
        "units": 2,
        "silent": ["Xưởng Sen"],
        "stopped_at": ["Xưởng Sen"],
        "not_done": [],
        "done": [{"unit": "Quận An", "day": "2027-04-19", "note": "treo 3 băng rôn"}],
    }
    refused(cli("acknowledge", full.id, "Xưởng Sen", "--done", "1.5"), "still to come")


def test_export_and_in_again(cli, full, tmp_path):
    file = tmp_path / "ra" / "don-vi.csv"
    assert cli("units", "export", file).lines == [str(file)]
    same = cli("units", "import", file)
    assert same.lines == ["New: 0, changed: 0, as they were: 3, refused: 0, to look at: 0."]
    file.write_text("khác")
    refused(cli("units", "export", file), "don-vi.csv", "already")
    assert cli("units", "export", file, "--replace").code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfname,short")


def test_what_is_refused(cli, full, page, tmp_path):
    refused(cli("units", "import"), "toasoan units import FILE")
    refused(cli("units", "import", tmp_path / "không.csv"), "There is no file", "không.csv")
    refused(cli("units", "import", page(b"\x89PNG\xff", "b.csv")), "b.csv", "CSV UTF-8")
    refused(cli("units", "import", page("a,b\n", "b.csv")), "b.csv", "columns")
    refused(cli("units", "--campaign", "Khác"), "Khác")
    refused(cli("units", "cut", "x.csv"))
    refused(cli("acknowledge", full.id, "Trăng"), "Trăng", "Mùa sen")
    refused(cli("acknowledge", full.id, "LĐ Mây"), "does not go down to", "Phát động")
    refused(cli("acknowledge", "zz", "An"), "zz")


def test_no_desk_yet(cli, page):
    refused(cli("units"), "no desk")
    refused(cli("units", "import", page(UNITS, "a.csv")), "no desk")


def test_ten_thousand_units(cli, campaign, page):
    done = cli("units", "import", page(many(), "a.csv"))
    assert done.code == 2
    assert done.lines == ["New: 10,000, changed: 0, as they were: 0, refused: 49, to look at: 97."]
    said = done.err.splitlines()
    assert [line.startswith("toasoan: Line ") for line in said].count(True) == 40
    assert (said[20], said[41]) == ("toasoan: … and 29 more.", "toasoan: … and 77 more.")
    rows = cli("units", "--json").json
    assert len(rows) == 10_000
    assert sum(row["flaw"] == "missing" for row in rows) == 97


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("units", "--dry-run"), "--dry-run means nothing with toasoan units; leave it out."),
        (("units", "--replace"), "--replace means nothing with toasoan units;"),
        (("units", "export", "a.csv", "--dry-run"), "--dry-run means nothing with toasoan units e"),
        (("units", "export", "a.csv", "--json"), "--json means nothing with toasoan units export"),
        (("units", "import", "a.csv", "--replace"), "--replace means nothing with toasoan units i"),
        (("acknowledge", "ab", "Xưởng", "--note", "xong"), "--note says how it was done;"),
        (("acknowledge", "ab", "Xưởng", "--undo", "--note", "x"), "--note says how it was done;"),
    ],
)
def test_an_option_that_means_nothing_is_refused(cli, desk_path, given, words):
    refused(cli(*given), words)
    assert not desk_path.exists()
