"""Only what was typed changes: odd characters, forms of letters, other fields."""

from unicodedata import normalize

from tests.tui.helpers import LEAD, SECOND, seated, written

from .samples import NFD, WHOLE


def changed(before, after):
    """The names of the fields that are not the same."""
    return {
        name
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name) and name != "updated"
    }


ODD = "Đoạn một \x1b[31mđỏ\x1b[0m.\r\n\r\nĐoạn\u2028hai \u202eba\x85 \t\x00.\r\n\n\n\n  \nbốn  "


def odd_articles(desk, page_bytes):
    """Articles whose letters an editor could easily disturb."""
    yield written(desk, NFD, byline=f" {NFD} ", body=normalize("NFD", LEAD), signoff=NFD)
    yield written(desk, " Tít\u200b\x07", byline="A\u2028B", body=ODD, signoff="\x9b")
    yield desk.articles.import_page(page_bytes, "trang.txt")
    yield desk.articles.import_page(page_bytes.replace(b"\n", b"\r\n"), "crlf.txt")
    yield desk.articles.import_page(b"\xef\xbb\xbf" + page_bytes, "bom.txt")
    yield desk.articles.import_page(normalize("NFD", page_bytes.decode()).encode(), "nfd.txt")
    yield desk.articles.import_page(WHOLE, "whole.txt")
    yield desk.articles.import_page(WHOLE + b"\r\n\r\nhai\r\n\x01\r\n" * 3, "whole-crlf.txt")


async def test_opening_changes_nothing(desk, desk_path, page_bytes, clock, quick_saves):
    articles = list(odd_articles(desk, page_bytes))
    before = desk_path.read_bytes()
    clock.wait()
    async with seated(desk) as seat:
        for article in articles:
            await seat.open(article)
            await seat.press("tab", "tab", "shift+tab", "f2", "f3", "ctrl+end", "ctrl+s", "escape")
    assert desk_path.read_bytes() == before
    assert [desk.articles[a.id] for a in articles] == articles


async def test_only_the_field_that_was_typed_in_changes(desk, page_bytes):
    articles = list(odd_articles(desk, page_bytes))
    async with seated(desk) as seat:
        for article in articles:
            await seat.open(article)
            seat.field("byline").focus()
            await seat.press("end")
            await seat.type("x")
            await seat.press("ctrl+s")
            assert changed(article, desk.articles[article.id]) == {"byline"}
            seat.body.focus()
            await seat.press("ctrl+home")
            await seat.type("Ở ")
            await seat.press("ctrl+s")
            after = desk.articles[article.id]
            assert changed(article, after) == {"body", "byline"}
            assert after.body.startswith("Ở ")


async def test_an_nfd_headline_stays_when_the_body_is_edited(desk):
    article = written(desk, NFD, body=normalize("NFD", SECOND))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("ctrl+s")
        now = desk.articles[article.id]
        assert now.headline == NFD
        assert now.body == "A" + SECOND  # what was edited is composed


async def test_what_was_typed_and_undone_is_the_text_as_it_came(desk):
    article = written(desk, NFD, body=ODD)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.press("ctrl+z", "ctrl+s", "tab", "escape")
        assert desk.articles[article.id].body == ODD


async def test_control_characters_are_shown_as_symbols_and_kept(desk):
    article = written(desk, "Tít\x1b", body=ODD)
    async with seated(desk) as seat:
        await seat.open(article)
        assert "Tít␛" in seat.text
        assert "␛[31mđỏ␛[0m" in seat.text
        assert not {"\x1b", "\u202e", "\x85", "\x00", "\r"} & set(seat.text)
        await seat.press("ctrl+end")
        await seat.type("năm")
        await seat.press("ctrl+s")
        kept = desk.articles[article.id].body
        for char in "\x1b\u2028\u202e\x85\x00\t":
            assert kept.count(char) == ODD.count(char), hex(ord(char))


async def test_blank_lines_are_put_in_order(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+a")
        await seat.paste("\n\nĐoạn một.\n\n\n \t\n\nĐoạn hai,\nmột dòng nữa.  \n\n\n")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Đoạn một.\n\nĐoạn hai,\nmột dòng nữa.  "
        assert seat.body.body.startswith("\n\nĐoạn một.")  # nothing jumps under the cursor
        await seat.press("escape")
        await seat.open(article)
        assert "Đoạn một." in seat.text


async def test_fields_are_stripped(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type("  ")
        await seat.press("ctrl+s")
        assert desk.articles[article.id].headline == article.headline


async def test_what_the_desk_changes_is_shown_unless_it_was_typed_over(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        desk.records.change(article, headline="Tít đổi ở nơi khác", body="Lời đổi ở nơi khác.")
        await seat.settle()
        assert seat.field("headline").text == "Tít đổi ở nơi khác"
        assert seat.body.body == "Lời đổi ở nơi khác."
        await seat.type("Đang gõ. ")
        desk.records.change(article, headline="Tít đổi lần nữa", body="Lời khác nữa.")
        await seat.settle()
        assert seat.field("headline").text == "Tít đổi lần nữa"
        assert seat.body.body == "Đang gõ. Lời đổi ở nơi khác."
