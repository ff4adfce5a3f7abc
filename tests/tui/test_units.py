"""The units on the screen: the tree, one task, the form, CSV in and out."""

import pytest

from store import Campaign, Task
from store.campaign_records import Ack, Unit
from store.campaigns.units_csv import UnitsImport
from store.records import Status
from tests.store.test_units_csv import BASE, CITY, DISTRICT, HEAD, LEVELS, many
from tests.tui.helpers import NARROW, WIDE, piece, seated, task
from tui import i18n
from tui.dialogs.files import units_file

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
TOP = "Liên đoàn Lao động Thành phố Mây"


def put_campaign(desk, **fields):
    """Put a campaign with a small tree of units on the desk."""
    units = (
        Unit(name=TOP, level=CITY, short="LĐLĐ TP Mây", contact="anh Hai 0900"),
        Unit(name="Liên đoàn Quận Đông", level=DISTRICT, short="Quận Đông", parent=TOP),
        Unit(name="Liên đoàn Quận An", level=DISTRICT, short="Quận An", parent=TOP),
        Unit(
            name="Công đoàn Xưởng Sen",
            level=BASE,
            short="Xưởng Sen",
            contact="chị Ba",
            parent="Liên đoàn Quận Đông",
        ),
        Unit(
            name="Công đoàn Xưởng Gạo", level=BASE, short="Xưởng Gạo", parent="Liên đoàn Quận Đông"
        ),
        Unit(name="Công đoàn Lớp Bến", level=BASE, short="Lớp Bến", parent="Liên đoàn Quận An"),
    )
    values = {"levels": LEVELS, "units": units, "phases": ("triển khai",), **fields}
    return desk.records.add(Campaign(name="Mùa sen", year=2027, **values))


@pytest.fixture
def campaign(desk):
    """The campaign with two tasks that go down; Quận Đông and one below it have acknowledged."""
    made = put_campaign(desk)
    heard = {"Phát động mùa sen": ("Liên đoàn Quận Đông", "Công đoàn Xưởng Sen"), "Rà bữa ăn": ()}
    for title, names in heard.items():
        acks = tuple(Ack(unit=name, at=desk.records.now()) for name in names)
        desk.tasks.add(
            Task(
                campaign=made.id,
                title=title,
                phase="triển khai",
                unit=TOP,
                cascades=True,
                acks=acks,
            )
        )
    for headline, status in (("Sen nở ở xưởng", Status.EXPORTED), ("Ca đêm", Status.WRITING)):
        piece(desk, made, headline, unit="Công đoàn Xưởng Sen", status=status)
    return made


async def units(seat, *keys):
    """Open the units, and press keys there."""
    await seat.press("alt+u")
    await seat.comes("UnitsScreen")
    await seat.press(*keys)


async def choose(seat, words):
    """Take the option of a picker that holds the words."""
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")


async def one_task(seat, words="phat dong"):
    await seat.press("t")
    await choose(seat, words)
    await seat.comes("UnitsScreen")


def here(seat):
    branch = seat.field("units").current
    return branch.unit.short or branch.unit.name


def shown(seat):
    return [branch.unit.short or branch.unit.name for branch in seat.field("units").items]


def row_of(seat, name):
    """The columns of a unit behind its name."""
    return seat.line(f" {name} ").split(f" {name} ", 1)[1].replace("│", "").split()


def detail(seat):
    region = seat.field("detail").region
    lines = seat.lines[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


def told(seat):
    region = seat.field("notice").region
    lines = seat.lines[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


def now(desk, campaign):
    return desk.campaigns[campaign.id].units


# ---------------------------------------------------------------- the tree


@SIZES
async def test_the_tree_and_what_each_unit_has_acknowledged(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat)
        assert "Units: Mùa sen" in seat.text
        assert "6 units · acknowledged everything: 0/5 · stops at 3 units ■" in seat.text
        assert shown(seat) == [
            *("LĐLĐ TP Mây", "Quận An", "Lớp Bến", "Quận Đông", "Xưởng Gạo", "Xưởng Sen"),
        ]
        assert here(seat) == "LĐLĐ TP Mây"
        assert "anh Hai 0900" in detail(seat)
        assert row_of(seat, "Quận An")[-3:] == ["■", "0/2", "–"]
        if size == NARROW:  # a parent counts what is below it, too
            assert row_of(seat, "Quận Đông")[-3:] == ["■", "1/2", "1/2"]
            assert row_of(seat, "LĐLĐ TP Mây")[-1] == "1/4"
        assert "with a piece out: 1" in seat.words
        assert "its own pieces out: 0/2" in detail(seat)
        assert "1/2 1/2" in " ".join(row_of(seat, "Xưởng Sen"))
        assert ("chị Ba" in seat.line(" Xưởng Sen ")) == (size == WIDE)
        await seat.press("end")
        assert detail(seat) == (
            "Công đoàn Xưởng Sen · not acknowledged: Rà bữa ăn · last word 20.4 9h · "
            "công đoàn cơ sở · chị Ba"
        )
        await seat.press("home", "down")
        assert "■ the chain stops here" in detail(seat)
        assert "1 unit below" in detail(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_without_units_it_says_what_to_do(desk):
    put_campaign(desk, units=())
    async with seated(desk) as seat:
        await units(seat)
        assert "No units yet." in seat.text
        assert "a adds the first one; i takes a list from a CSV file." in seat.text
        await seat.press("enter", "space", "e", "d", "left", "right", "x", "escape", "t")
        assert "No task of the campaign goes down the tree yet" in told(seat)


async def test_folding_hides_what_is_below(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "down", "left")
        assert shown(seat)[:3] == ["LĐLĐ TP Mây", "Quận An", "Quận Đông"]
        assert "▸ Quận An" in seat.text
        await seat.press("left")
        assert here(seat) == "LĐLĐ TP Mây"
        await seat.press("left")
        assert shown(seat) == ["LĐLĐ TP Mây"]
        await seat.press("right")
        assert shown(seat)[:3] == ["LĐLĐ TP Mây", "Quận An", "Quận Đông"]
        await seat.press("down", "right", "down")
        assert here(seat) == "Lớp Bến"


@SIZES
async def test_the_mouse_folds_on_the_arrow_and_chooses_elsewhere(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat)
        await seat.click("▾ Quận Đông")
        assert here(seat) == "Quận Đông"
        assert "Xưởng Sen" not in shown(seat)
        await seat.click("▸ Quận Đông")
        assert "Xưởng Sen" in shown(seat)
        await seat.click("Xưởng Sen")
        assert here(seat) == "Xưởng Sen"
        assert seat.top == "UnitsScreen"


async def test_a_filter_shows_what_matches_and_the_way_to_it(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "f")
        await seat.type("xuong chi ba")
        assert shown(seat) == ["LĐLĐ TP Mây", "Quận Đông", "Xưởng Sen"]
        await seat.type(" zz")
        assert "Nothing matches." in seat.text
        await seat.press(*["backspace"] * 3, "enter")
        assert seat.focus == "units"
        await seat.press("end", "escape")
        assert here(seat) == "Xưởng Sen"
        assert len(shown(seat)) == 6
        assert seat.top == "UnitsScreen"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_odd_parents_are_marked_and_told(desk):
    odd = (
        Unit(name="Lạc", level=BASE, parent="Nhà Hoang"),
        Unit(name="Vòng", level=BASE, parent="Vòng"),
    )
    put_campaign(desk, units=odd)
    async with seated(desk) as seat:
        await units(seat)
        assert "⚠ Lạc" in seat.text
        assert "its parent “Nhà Hoang” is not among the units" in detail(seat)
        await seat.press("down")
        assert "it would stand below itself" in detail(seat)


# ---------------------------------------------------------------- one task


@SIZES
async def test_one_task_and_acknowledging_it(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat, "down", "space")
        assert told(seat) == "Choose the task that it has acknowledged first: t."
        await one_task(seat)
        assert "Phát động mùa sen · acknowledged 2/5 · stops at 2 units ■" in seat.text
        marks = {name: row_of(seat, name) for name in shown(seat)}
        assert "✔" in marks["Quận Đông"]
        assert "✔" in marks["Xưởng Sen"]
        assert "■" in marks["Quận An"]
        assert "■" in marks["Xưởng Gạo"]
        assert "·" in marks["Lớp Bến"]
        assert here(seat) == "Quận An"
        assert "■ the chain stops here" in detail(seat)
        await seat.press("space")
        assert "✔ acknowledged 20.4 9h" in detail(seat)
        assert "acknowledged 3/5" in seat.text
        assert "■" in row_of(seat, "Lớp Bến")
        await seat.press("space")
        assert "acknowledged 2/5" in seat.text
        await seat.press("ctrl+z", "ctrl+z")
        assert len(task(desk, "Phát động mùa sen").acks) == 2
        await seat.press("home")
        assert "the task does not go here" in detail(seat)
        await seat.press("space")
        assert "does not go down to" in told(seat)
        await one_task(seat, "all tasks")
        assert "6 units" in seat.text


async def test_a_task_that_goes_leaves_all_tasks(desk, campaign):
    async with seated(desk) as seat:
        await units(seat)
        await one_task(seat)
        desk.tasks.remove(task(desk, "Phát động mùa sen"))
        await seat.settle()
        assert "6 units · acknowledged everything" in seat.text


# ---------------------------------------------------------------- adding, editing, deleting


@SIZES
async def test_a_unit_is_added_below_the_one_under_the_cursor(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat, "down", "a")
        await seat.comes("UnitForm")
        assert "Liên đoàn Quận An" in seat.text
        assert BASE in seat.text
        await seat.type("xưởng Sen Mới")
        await seat.press("tab")
        await seat.type("Sen Mới")
        await seat.press("ctrl+s")
        await seat.comes("UnitsScreen")
        assert now(desk, campaign)[-1] == Unit(
            name="xưởng Sen Mới", short="Sen Mới", level=BASE, parent="Liên đoàn Quận An"
        )
        assert here(seat) == "Sen Mới"
        await seat.press("ctrl+z")
        assert len(now(desk, campaign)) == 6


async def test_a_refusal_leaves_what_was_typed(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "a")
        await seat.comes("UnitForm")
        await seat.press("enter")
        assert told(seat) == "A unit needs a name; type its full name."
        await seat.type("LIÊN đoàn quận an")
        await seat.press("enter")
        assert "already" in told(seat)
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("n", "enter")
        await seat.comes("UnitForm")
        await seat.press("escape", "right", "enter")
        await seat.comes("UnitsScreen")
        assert len(now(desk, campaign)) == 6


async def test_another_name_level_and_parent(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "down", "e")
        await seat.comes("UnitForm")
        await seat.type(" Mới")
        await seat.press("tab", "tab", "enter")
        await choose(seat, "thanh pho")
        await seat.comes("UnitForm")  # and goes on to the next field
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Lớp Bến" not in seat.text  # it is below
        await choose(seat, "none")
        await seat.comes("UnitForm")
        await seat.press("ctrl+s")
        await seat.comes("UnitsScreen")
        changed = next(u for u in now(desk, campaign) if u.short == "Quận An")
        assert (changed.name, changed.level, changed.parent) == ("Liên đoàn Quận An Mới", CITY, "")
        assert now(desk, campaign)[-1].parent == "Liên đoàn Quận An Mới"
        await seat.press("ctrl+z")
        assert now(desk, campaign) == campaign.units


async def test_a_unit_that_others_name_is_deleted_after_a_question(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "end", "up", "d")
        await seat.hears("Deleted: Công đoàn Xưởng Gạo")
        await seat.press("up", "d")
        await seat.comes("Confirm")
        assert "Units below it: 1" in seat.words
        await seat.press("n")
        await seat.comes("UnitsScreen")
        await seat.press("d")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("UnitsScreen")
        assert next(u for u in now(desk, campaign) if u.short == "Xưởng Sen").parent == TOP
        await seat.press("ctrl+z", "ctrl+z")
        assert now(desk, campaign) == campaign.units


# ---------------------------------------------------------------- the pieces of a unit


async def test_enter_opens_an_article_of_the_unit(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "down", "enter")
        assert "Nothing is planned or written for “Quận An” yet." in told(seat)
        await seat.press("end", "enter")
        await choose(seat, "ca dem")
        await seat.until(lambda: seat.article and seat.article.headline == "Ca đêm", "the article")


async def test_enter_begins_the_article_of_a_task(desk, campaign):
    desk.tasks.add(Task(campaign=campaign.id, title="Bài lớp", unit="Công đoàn Lớp Bến"))
    async with seated(desk, size=WIDE) as seat:
        await units(seat)
        await seat.click("Lớp Bến", times=2)
        await choose(seat, "bai lop")
        await seat.until(lambda: seat.article and seat.article.headline == "Bài lớp", "the article")
        assert task(desk, "Bài lớp").articles == (seat.article.id,)


# ---------------------------------------------------------------- files


@SIZES
async def test_a_list_is_looked_at_and_then_taken(desk, campaign, tmp_path, size):
    file = tmp_path / "đơn vị.csv"
    file.write_text(
        f"{HEAD}\nXưởng Mới,Mới,{BASE},Quận An,\nXưởng Mới,,{BASE},,\nXưởng Lạc,,{BASE},Hoang,\n"
        f"Công đoàn Lớp Bến,Lớp Bến,{BASE},Quận An,cô Tư\n",
        encoding="utf-8",
    )
    async with seated(desk, size=size) as seat:
        await units(seat, "i")
        await seat.comes("UnitsImportScreen")
        entry, about = seat.field("units-file").region, seat.field("about").region
        assert about.y == entry.bottom + 1, "a single blank line"
        await seat.press("enter")
        assert told(seat) == "Name a CSV file of units."
        await seat.paste(str(tmp_path / "nowhere.csv"))
        await seat.press("enter")
        assert "There is no file" in told(seat)
        await seat.press("ctrl+a", "backspace")
        seat.field("units-file").text = ""
        await seat.paste(str(file))
        await seat.press("enter")
        await seat.sees("New: 2, changed: 1, as they were: 0, refused: 1, to look at: 1.")
        assert "Line 3: “Xưởng Mới” stands on line 2 already" in seat.words
        assert "– → cô Tư" in seat.words
        assert now(desk, campaign) == campaign.units
        await seat.press("enter")
        await seat.comes("UnitsScreen")
        assert len(now(desk, campaign)) == 8
        assert "⚠ Xưởng Lạc" in seat.text
        await seat.press("ctrl+z")
        assert now(desk, campaign) == campaign.units


async def test_a_file_that_is_none_is_refused_in_a_sentence(desk, campaign, tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"\x89PNG\xff\n")
    async with seated(desk) as seat:
        await units(seat, "i")
        await seat.paste(str(file))
        await seat.press("enter")
        await seat.until(lambda: "not readable text" in told(seat))
        file.write_text("a,b\n1,2\n")
        await seat.press("enter")
        await seat.until(lambda: "does not say what its columns are" in told(seat))
        await seat.press("escape")


async def test_reading_a_long_list_is_stopped_with_esc(desk, campaign, tmp_path, monkeypatch):
    def endless(data, campaign, name, progress):
        while progress(7, 10_000):
            pass
        return UnitsImport()

    monkeypatch.setattr(units_file, "read_units", endless)
    (tmp_path / "a.csv").write_text(HEAD)
    async with seated(desk) as seat:
        await units(seat, "i")
        await seat.paste(str(tmp_path / "a.csv"))
        await seat.press("enter")
        await seat.sees("Reading 7 of 10,000 … Esc stops.")
        await seat.press("enter", "escape")
        await seat.sees("Stopped; nothing has changed.")
        await seat.press("escape")
        if seat.top == "ConfirmLoss":
            await seat.press("right", "enter")
        await seat.comes("UnitsScreen")
    assert now(desk, campaign) == campaign.units


async def test_ten_thousand_units_in_the_app(desk, tmp_path):
    campaign = put_campaign(desk)
    (tmp_path / "many.csv").write_bytes(many())
    async with seated(desk) as seat:
        await units(seat, "i")
        await seat.paste(str(tmp_path / "many.csv"))
        await seat.press("enter")
        await seat.sees("New: 10,000, changed: 0, as they were: 0, refused: 49, to look at: 97.")
        await seat.press("enter")
        await seat.comes("UnitsScreen")
        assert len(now(desk, campaign)) == 10_006
        assert "10,006 units" in seat.text
        head = seat.line("Out/all")
        assert seat.line("LĐLĐ TP Mây").rindex("–") == head.index("Out/all") + len("Out/all") - 1
        assert len(shown(seat)) < 500  # folded below the level that branches
        await seat.press("f")
        await seat.type("may so 4321")
        assert shown(seat)[-1] == "C4321"
        await seat.press("escape", "end", "left", "right")
        await seat.press("ctrl+z")
        assert now(desk, campaign) == campaign.units
        assert len(shown(seat)) <= 6


async def test_the_list_is_written_out(desk, campaign, tmp_path):
    async with seated(desk) as seat:
        for answer in (None, "enter"):
            await units(seat) if answer is None else None
            await seat.press("x")
            await seat.comes("UnitsExportScreen")
            seat.field("file").text = ""
            await seat.paste(str(tmp_path / "ra" / "don-vi.csv"))
            await seat.press("enter")
            if answer:
                await seat.comes("ConfirmLoss")
                await seat.press("right", answer)
            await seat.comes("UnitsScreen")
        await seat.hears("Written: ")
        data = (tmp_path / "ra" / "don-vi.csv").read_bytes()
        assert data.decode("utf-8-sig").startswith("name,short,level,parent,contact\r\n")
        await seat.press("x")
        seat.field("file").text = ""
        await seat.paste(str(tmp_path))
        await seat.press("enter")
        await seat.until(lambda: "cannot be the name of a file" in told(seat))
        await seat.press("escape")


# ---------------------------------------------------------------- how it looks

LOOKS = pytest.mark.parametrize(
    ("size", "language"), [(NARROW, "vi"), (NARROW, "en"), (WIDE, "vi")]
)


@LOOKS
def test_the_tree_looks_as_before(desk, campaign, looks, size, language):
    async def steps(seat):
        await units(seat, "end")

    assert looks(desk, steps, size, language)


@LOOKS
def test_one_task_looks_as_before(desk, campaign, looks, size, language):
    async def steps(seat):
        await units(seat, "down", "t", "down", "up")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("UnitsScreen")

    assert looks(desk, steps, size, language)


@LOOKS
def test_the_form_looks_as_before(desk, campaign, looks, size, language):
    async def steps(seat):
        await units(seat, "end", "e")
        await seat.comes("UnitForm")

    assert looks(desk, steps, size, language)


@LOOKS
def test_the_import_looks_as_before(
    desk,
    campaign,
    looks,
    size,
    language,
    tmp_path,
    monkeypatch,
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "don-vi.csv").write_text(
        f"{HEAD}\nXưởng Mới,Mới,{BASE},Quận An,\nXưởng Mới,,{BASE},,\nXưởng Lạc,,{BASE},Hoang,\n"
        f"Công đoàn Lớp Bến,Lớp Bến,{BASE},Quận An,cô Tư\nXưởng Trời,,cấp trời,,\n",
        encoding="utf-8",
    )

    async def steps(seat):
        await units(seat, "i")
        await seat.paste("don-vi.csv")
        await seat.press("enter")
        await seat.until(lambda: seat.app.screen._found, "the preview")

    assert looks(desk, steps, size, language)


def test_the_language_is_put_back():
    assert i18n.current() == "en"
