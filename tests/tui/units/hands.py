"""A campaign with units, what the tests press, and how they read the tree."""

from store import Campaign
from store.campaign_records import Unit
from tests.store.test_units_csv import BASE, CITY, DISTRICT, LEVELS

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


async def units(seat, *keys):
    """Open the units, and press keys there."""
    await seat.press("alt+u")
    await seat.comes("UnitsScreen")
    await seat.press(*keys)


def here(seat):
    branch = seat.field("units").current
    return branch.unit.short or branch.unit.name


def shown(seat):
    return [branch.unit.short or branch.unit.name for branch in seat.field("units").items]


def row_of(seat, name):
    """The columns of a unit behind its name."""
    return seat.line(f" {name} ").split(f" {name} ", 1)[1].replace("│", "").split()


def detail(seat):
    return seat.words_in("detail")


def told(seat):
    return seat.words_in("notice")


def now(desk, campaign):
    return desk.campaigns[campaign.id].units
