"""What the tests of the search press, and how they read what is found."""

from tui.screens.search.search import SearchScreen


def rows(seat):
    return seat.app.screen.rows.items


def titles(seat):
    """What is listed, by headline, title, claim or words."""
    names = ("headline", "title", "key", "claim", "words")
    return [
        next(getattr(row.record, name) for name in names if hasattr(row.record, name))
        for row in rows(seat)
    ]


def marked(seat, place=0):
    """What is marked in the headline of a result."""
    screen = seat.app.screen
    line = screen.rows.row_lines(rows(seat)[place], 100)[0]
    return [text for text, tone in line if tone == "mark"]


async def search(seat, words="", key="alt+g"):
    await seat.press(key)
    await seat.comes("SearchScreen")
    await seat.type(words)
    await seat.until(lambda: not words or seat.app.indexing.is_ready, "the index")
    await seat.until(lambda: seat.on_top(SearchScreen)._asked == words.strip(), "the results")
