"""How the photo sheet looks."""

from datetime import date

import pytest

from tests.pictures import jpeg, png, put
from tests.tui.helpers import WIDE, plan, written

CAPTION = (
    "Chị Lê Thu, tổ may số 7, trao túi gạo cho công nhân xa quê ở khu nhà trọ phía nam, sáng 18.4"
)


@pytest.fixture
def full(desk):
    """A desk with an article of four photos, of which one is as it should be."""
    sheet = desk.articles.photos
    article = written(desk, campaign=plan(desk).id)
    for name, data in (("quà.png", png(640, 400)), ("xe đưa đón.jpg", jpeg(1200, 800))):
        put(sheet.folder, f"ảnh/{name}", data)
    files = [sheet.folder / "ảnh" / name for name in ("quà.png", "xe đưa đón.jpg")]
    said = {"credit": "Kiều Vũ", "alt": "Hai người trao túi gạo"}
    sheet.add(article, files[:1], caption=CAPTION, rights="Báo Ánh Sáng", **said)
    sheet.add(article, files[1:], caption=article.headline)
    sheet.add(article, files[:1], caption="Quà xếp trước giờ trao", until=date(2027, 4, 1), **said)
    sheet.add(article, [put(sheet.folder, "ảnh/mất.png", b"GIF89a")])
    (sheet.folder / "ảnh/mất.png").unlink()
    return desk


async def photos(seat):
    await seat.press("f3", "alt+3")
    await seat.comes("PhotosScreen")
    await seat.until(lambda: seat.is_quiet)
    await seat.settle()


async def form(seat):
    await photos(seat)
    await seat.press("enter")
    await seat.comes("PhotoForm")
    seat.field("photo-file").text = "ảnh/quà.png"  # the folder of a test has another name each time
    await seat.settle()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["photos", "form"])
def test_narrow(full, looks, name, language):
    assert looks(full, {"photos": photos, "form": form}[name], language=language)


def test_wide(full, looks):
    assert looks(full, photos, WIDE, "vi")
