"""What the tests of related news press, and how they read what is suggested."""

from tests.tui.helpers import NEWS
from tui.panes.related_rows import CardRow, FoundRow

FIRST = NEWS[0][0]
FAR = ("Giá rau tăng sau bão", "PV", "Mưa lớn ở vùng rau.")


def cards(seat):
    """The linked cards of the open article, as they stand on the desk."""
    return [link.headline for link in seat.screen.related.article.links]


def found(seat):
    """What is suggested, new or refused, as far as it is unfolded."""
    rows = seat.screen.related.rows.items
    return [row.title for row in rows if isinstance(row, FoundRow)]


def suggested_now(seat):
    """What is suggested."""
    return [row.title for row in seat.screen.related.listing.related]


async def to(seat, headline):
    """Put the cursor on a card or a find, with the keys."""
    rows = seat.screen.related.rows
    rows.focus()
    await seat.press("home")
    for _ in rows.items:
        row = rows.current
        if isinstance(row, CardRow | FoundRow) and row.title == headline:
            return
        await seat.press("down")
    raise AssertionError(headline)


async def suggested(seat, headline=FIRST):
    """Wait for the index and the suggestions."""
    await seat.until(lambda: headline in found(seat), "a suggestion")


def linked(desk, article):
    for item in list(desk.news):
        article = desk.links.add(article, item)
    return article
