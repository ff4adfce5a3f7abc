"""The copy desk beside the text: what it finds is marked, counted, listed, fixed and ignored."""

from __future__ import annotations

import pytest

from store import Fact, NewsItem, open_desk
from store.article_parts import Fixed
from store.campaign_records import Campaign, Document
from store.channels import Channel
from store.copydesk.checker import Checker
from store.copydesk.ignoring import marks_of
from store.copydesk.manuscript import of_article
from store.copydesk.rule_files import built_in
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, Seat, seated, written
from tui.dialogs.checks import ChecksScreen
from tui.panes import editor
from tui.settings import rules_folder

BODY = (
    "Hà Nội – Ngày 31.4, tổ may số bảy xử dụng máy mới.\n\n"
    "Máy chạy êm hơn máy cũ, thợ nào cũng muốn xử dụng.\n\n"
    "Thợ thích máy  mới."
)
"""An impossible day, words that are confused at two places, two spaces."""


@pytest.fixture
def article(desk):
    return written(desk, "Tổ may xử dụng máy mới", body=BODY)


def ground(seat: Seat, words: str, nth: int = 0) -> object:
    """Return the background of a place where words stand on the screen."""
    places = []
    for strip in seat.app.screen._compositor.render_strips():
        cells = [(char, segment.style) for segment in strip for char in segment.text]
        line = "".join(char for char, _style in cells)
        at = -1
        while (at := line.find(words, at + 1)) >= 0:
            style = cells[at][1]
            places.append(style.bgcolor if style else None)
    return places[nth]


async def opened(seat: Seat, article) -> None:
    """Open an article, and wait until it is checked."""
    await seat.open(article)
    await checked(seat)


async def checked(seat: Seat) -> None:
    await seat.until(lambda: seat.is_quiet, "the checks")
    await seat.settle()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_findings_are_counted_by_severity_and_marked_in_the_text(desk, article, size):
    async with seated(desk, size=size) as seat:
        await opened(seat, article)
        assert seat.line("✗1 ⚠1 •1 · 28 words")
        plain = ground(seat, "Nội –")  # the cursor stands before it
        kinds = {ground(seat, words) for words in ("31.4", "xử dụng máy mới.", "  mới.")}
        assert len(kinds) == 3
        assert plain not in kinds
        assert ground(seat, "máy mới.") == plain
        assert ground(seat, "xử dụng.") == ground(seat, "xử dụng máy mới.")


async def test_the_headline_is_marked_too(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        seat.field("byline").focus()
        await seat.settle()
        headline = seat.field("headline").region
        line = seat.app.screen._compositor.render_strips()[headline.y].crop(headline.x)
        styles = {s.text: s.style.bgcolor for s in line if s.style}
        assert styles["xử dụng"] != styles["Tổ may "]
        assert styles["xử dụng"] == ground(seat, "xử dụng máy mới.")


async def test_marks_take_the_colours_of_another_theme(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        seat.field("byline").focus()
        await seat.settle()
        before = ground(seat, "xử dụng"), ground(seat, "xử dụng.")
        seat.app.theme = "toasoan-light"
        await seat.settle()
        after = ground(seat, "xử dụng"), ground(seat, "xử dụng.")
        assert not {*before} & {*after}
        assert ground(seat, "muốn") not in after


async def test_what_is_typed_is_checked_after_a_pause(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        await seat.press("ctrl+end")
        await seat.type(" Sát nhập")
        assert "•1 · 30 words" in seat.text or "⚠1 •1" in seat.text  # not at the key
        await checked(seat)
        assert seat.line("✗1 ⚠2 •1")
        assert ground(seat, "Sát nhập") == ground(seat, "xử dụng.")


async def test_marks_stand_while_one_types_beside_them(desk, article, monkeypatch):
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        marked = ground(seat, "xử dụng.")
        monkeypatch.setattr(editor, "COUNT_SECONDS", 3600)  # no pause comes
        await seat.press("ctrl+home", "down", "down")  # the line that holds the second of them
        await seat.type("Nay ")
        assert "Nay Máy chạy" in seat.text
        assert ground(seat, "xử dụng.") == marked
        assert ground(seat, "muốn") != marked
        monkeypatch.setattr(editor, "COUNT_SECONDS", 0.02)
        await seat.press(" ")


async def test_another_article_has_its_own_marks(desk, article):
    other = written(desk, "Máy mới", body="Hà Nội – Tổ may dùng máy mới.\n\nThợ  thích máy.")
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        await opened(seat, other)
        assert seat.line("•1 · 10 words")
        assert "✗" not in seat.line(" words ·")


async def test_a_text_without_findings_tells_none(desk):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        assert not {"✗", "•"} & {*seat.line(" words ·")}


async def test_what_does_not_show_is_marked_at_its_place(desk):
    article = written(desk, body="Hà Nội – Tổ\u200b may số bảy có máy xử dụng tốt.")
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        assert ground(seat, "xử dụng") != ground(seat, "tốt")
        assert ground(seat, "xử dụng") != ground(seat, "máy")


async def test_a_decomposed_text_is_marked_at_its_place(desk):
    from unicodedata import normalize

    article = written(desk, body=normalize("NFD", BODY))
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        assert ground(seat, "31.4") not in {ground(seat, "Ngày"), ground(seat, ", tổ")}
        assert desk.articles[article.id].body == normalize("NFD", BODY)


OWN = """
[[rules]]
id = "no-machines"
kind = "existence"
words = ["máy mới"]
vi = "viết tên máy"
en = "name the machine"
wrong = ["Tổ có máy mới."]
right = ["Tổ có máy."]
"""


async def test_the_rules_of_the_user_and_of_the_campaign_hold_on_the_screen_too(
    desk, desk_path, home
):
    folder = home / "data" / "toasoan" / "rules"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.campaigns.documents.add(campaign, Document(kind="Chỉ thị", number="05-CT/TW"))
    body = "Hà Nội – Thực hiện Chỉ thị số 05 của Bộ Chính trị, tổ nhận máy mới."
    article = written(desk, body=body, campaign=campaign.id)
    desk.close()
    with open_desk(desk_path, rules=rules_folder()) as again:
        async with seated(again) as seat:
            await listed(seat, again.articles[article.id])
            assert "“Chỉ thị số 05-CT/TW”" in seat.text
            assert "name the machine" in seat.text


async def test_a_fact_that_changes_is_held_against_the_open_text(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    fact = desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    body = "Hà Nội – Tổ may trao 1.250 suất quà cho công nhân."
    article = written(desk, body=body, campaign=campaign.id)
    async with seated(desk, size=WIDE) as seat:
        await opened(seat, article)
        right = ground(seat, "1.250")
        assert right != ground(seat, "công nhân.")
        desk.facts.edit(fact, value="1.260")
        await checked(seat)
        assert ground(seat, "1.250") not in (right, ground(seat, "công nhân."))


async def test_a_master_that_changes_is_held_against_the_open_version(desk):
    channels = (Channel("báo in"), Channel("Zalo", "mạng xã hội"))
    campaign = desk.records.add(Campaign(name="Mùa quà", channels=channels))
    body = "Tổ may trao 1.250 suất quà cho công nhân."
    master = written(desk, body=body, campaign=campaign.id, channels=("báo in",))
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    version = desk.articles.type_text(version, body="Trao 1.250 suất quà cho công nhân.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(master)
        await seat.press("alt+right")
        await checked(seat)
        assert seat.editor.article.id == version.id
        assert ground(seat, "1.250") == ground(seat, "công nhân.")
        desk.articles.type_text(master, body=body.replace("1.250", "1.270"))
        await checked(seat)
        assert ground(seat, "1.250") != ground(seat, "công nhân.")


# ---------------------------------------------------------------- the list


async def listed(seat: Seat, article) -> ChecksScreen:
    """Open the list of what is found in an article."""
    await opened(seat, article)
    await seat.press("alt+7")
    await seat.comes("ChecksScreen")
    return seat.on_top(ChecksScreen)


def found(seat: Seat) -> list[tuple[str, int, bool]]:
    """Return what the list shows: the words, at how many places, and whether they are ignored."""
    rows = seat.on_top(ChecksScreen).rows.items
    return [(one.flag.words, len(one.flag.places), one.aside is not None) for one in rows]


ALL = [("xử dụng", 3, False), ("31.4", 1, False), ("  ", 1, False)]


async def test_the_list_says_what_is_wrong_where_and_what_would_be_right(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        assert found(seat) == ALL
        assert seat.line("✗ blocking 1 · ⚠ warnings 1 · • reminders 1")
        assert "headline … ×3 · “xử dụng” → “sử dụng”" in seat.text
        await seat.press("down")
        assert "paragraph 1 · “31.4”" in seat.text
        assert "Hà Nội – Ngày 31.4, tổ may" in seat.words


async def test_enter_goes_to_the_place_and_again_to_the_next(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.focus == "headline"
        for _ in range(2):
            await seat.press("alt+7")
            await seat.comes("ChecksScreen")
            await seat.press("down", "enter")
            await seat.comes("DeskScreen")
            assert (seat.focus, seat.body.cursor_location) == (
                "body",
                (0, len("Hà Nội – Ngày 31.4")),
            )
        await seat.press("ctrl+right", "ctrl+right")


async def test_the_same_words_are_gone_through_one_after_the_other(desk):
    article = written(desk, body=BODY)
    async with seated(desk) as seat:
        rows = []
        await opened(seat, article)
        for _ in range(3):
            await seat.press("alt+7")
            await seat.comes("ChecksScreen")
            await seat.press("down", "enter")
            await seat.comes("DeskScreen")
            rows.append(seat.body.cursor_location[0])
        assert rows == [0, 2, 0]


async def test_a_key_fixes_all_places_as_one_step_of_undo(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("f")
        assert found(seat) == [("31.4", 1, False), ("  ", 1, False)]
        assert seat.body.body == BODY.replace("xử", "sử")
        await seat.hears("3 places fixed")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.field("headline").text == "Tổ may sử dụng máy mới"
        seat.body.focus()
        await seat.press("ctrl+z")
        assert seat.body.body == BODY
        seat.field("headline").focus()
        await seat.press("ctrl+z")
        assert seat.field("headline").text == "Tổ may xử dụng máy mới"


async def test_keys_in_a_row_fix_one_after_the_other(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        for key in ("f", "down", "f", "f"):
            seat.send(key)
        await seat.settle()
        await seat.until(lambda: found(seat) == [("31.4", 1, False)], "all fixed")
        assert seat.body.body == BODY.replace("xử", "sử").replace("  ", " ")
    assert desk.articles[article.id].headline == "Tổ may sử dụng máy mới"


async def test_a_key_fixes_all_of_the_same_rule(desk):
    article = written(desk, body="Hà Nội – Tổ may xử dụng máy.\n\nTổ sử lý vải  vụn, sát nhập kho.")
    async with seated(desk) as seat:
        await listed(seat, article)
        rules = [one.flag.rule for one in seat.on_top(ChecksScreen).rows.items]
        same = max(rules, key=rules.count)
        assert rules.count(same) > 1
        await seat.press(*["down"] * rules.index(same), "F")
        left = [one.flag.rule for one in seat.on_top(ChecksScreen).rows.items]
        assert left == [rule for rule in rules if rule != same]


@pytest.fixture
def with_cards(desk):
    """An article with a card whose text has what its own has, too."""
    item = desk.records.add(
        NewsItem(headline="Thợ xử dụng máy mới", summary="Ai cũng muốn xử dụng máy may mới.")
    )
    article = written(desk, body="Hà Nội – Thợ nào cũng muốn xử dụng máy may mới.")
    return desk.links.add(article, item)


async def test_a_key_fixes_cards_too_as_one_step_of_undo(desk, with_cards):
    before = with_cards.links[0]
    async with seated(desk, size=NARROW) as seat:
        await listed(seat, with_cards)
        assert ("xử dụng", 3, False) in found(seat)
        await seat.press("f")
        await seat.hears("2 places in cards fixed; Ctrl+Z in the related news takes them back.")
        await seat.hears("1 place fixed")
        await seat.until(lambda: "xử dụng" not in [one[0] for one in found(seat)], "all fixed")
        card = desk.articles[with_cards.id].links[0]
        assert (card.headline, card.summary) == (
            "Thợ sử dụng máy mới",
            "Ai cũng muốn sử dụng máy may mới.",
        )
        assert not desk.links.has_changed(card)  # nobody has touched the source
        assert "xử dụng" in desk.news[card.target].summary
        assert Fixed("confused-s-x", 2) in desk.articles[with_cards.id].fixed
        await seat.press("escape", "f4", "ctrl+z")
        assert desk.articles[with_cards.id].links[0] == before
        assert "sử dụng" in seat.body.text


async def test_a_card_that_was_changed_meanwhile_is_left_as_it_is(desk, with_cards):
    async with seated(desk, size=NARROW) as seat:
        screen = await listed(seat, with_cards)
        (row,) = [one for one in screen.rows.items if one.flag.words == "xử dụng"]
        desk.links.remove(with_cards, 0)
        await screen._put_right(row.certain, row.flag.rule)
        await seat.settle()
        assert desk.articles[with_cards.id].links == ()
        assert "sử dụng" in seat.body.text


async def test_the_words_around_a_place_in_a_card_are_shown(desk):
    item = desk.records.add(NewsItem(headline="Máy mới", summary="Ai cũng xử dụng máy may mới."))
    article = desk.links.add(written(desk, "Máy may mới", body="Hà Nội – Máy may mới."), item)
    async with seated(desk, size=NARROW) as seat:
        screen = await listed(seat, article)
        screen.rows.move_to([one.flag.words for one in screen.rows.items].index("xử dụng"))
        await seat.sees("Ai cũng xử dụng máy may mới.")


async def test_what_is_not_certain_is_not_offered_to_be_fixed(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await listed(seat, article)
        assert "f Fix" in seat.text
        await seat.press("down")
        assert "f Fix" not in seat.text
        await seat.press("f")
        assert "is not certain" in seat.text
        assert seat.body.body == BODY


# ---------------------------------------------------------------- ignored


async def test_a_finding_is_ignored_with_a_reason_and_told_again(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("i")
        await seat.comes("IgnoreForm")
        await seat.press("ctrl+s")
        assert "Say why it is ignored" in seat.text
        await seat.type("lời người nói")
        await seat.press("ctrl+s")
        await seat.comes("ChecksScreen")
        await seat.until(lambda: found(seat) == [*ALL[1:], ("xử dụng", 3, True)], "the list")
        assert "ignored: lời người nói" in seat.text
        assert "ignored 1" in seat.text
        await seat.press("end", "i")
        await seat.until(lambda: found(seat) == ALL, "the list")
        await seat.hears("It is told again; why it was ignored: “")
        assert desk.articles[article.id].ignored == ()


async def test_what_is_ignored_is_neither_marked_nor_counted(desk, article):
    async with seated(desk) as seat:
        await listed(seat, article)
        await seat.press("i")
        await seat.comes("IgnoreForm")
        await seat.type("lời người nói")
        await seat.press("ctrl+s")
        await seat.comes("ChecksScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await checked(seat)
        assert seat.line("✗1 •1 · 28 words")
        assert ground(seat, "xử dụng.") == ground(seat, "cũng")
        await seat.press("escape", "ctrl+z")  # from the list of articles: of the desk
        assert desk.articles[article.id].ignored == ()


async def test_a_desk_that_is_only_read_is_checked_and_left_as_it_is(
    desk_path, clock, article, desk
):
    desk.close()
    with open_desk(desk_path, clock=clock, read_only=True) as reading:
        async with seated(reading) as seat:
            await listed(seat, article)
            await seat.press("f", "i")
            assert found(seat) == ALL
            assert seat.top == "ChecksScreen"
            assert seat.body.body == BODY


# ---------------------------------------------------------------- looks

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@pytest.fixture
def furnished(full):
    """A desk in the middle of the work, with an article in which one finding is ignored."""
    body = (
        "Hà Nội – Ngày 31.4, tổ may số bảy xử dụng máy mới, ai cũng mừng.\n\n"
        "Máy chạy êm hơn máy cũ. “Chị em xử dụng quen tay là nhanh”, chị Lê Thu nói, rồi chị chị "
        "cười.\n\nThợ  được đo cỡ ghế. Đợt sau sát nhập hai kho vải."
    )
    article = written(full, "Tổ may số bảy nhận máy mới", body=body)
    manuscript = of_article(article)
    for flag in Checker(built_in()).check(manuscript):
        if flag.words == "sát nhập":
            marks = marks_of(flag, manuscript)
            full.articles.ignored.add(article, marks, "tên cũ của kho, in trong hợp đồng")
    return full


def open_first(*keys: str):
    """Return the steps that open the article that was written last, and then press keys."""

    async def steps(seat: Seat) -> None:
        article = next(one for one in seat.desk.articles if "số bảy" in one.headline)
        await opened(seat, article)
        await seat.press(*keys)

    return steps


@LANGUAGES
@SIZES
def test_marks_and_counts_look(furnished, looks, size, language):
    assert looks(furnished, open_first(), size, language)


@LANGUAGES
@SIZES
def test_the_list_looks(furnished, looks, size, language):
    assert looks(furnished, open_first("alt+7", "down"), size, language)


# ---------------------------------------------------------------- what is right


@pytest.fixture
def known(desk):
    """An article that says a figure as the fact sheet has it, and words that are confused."""
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    return written(desk, body="Trao 1.250 suất quà, xử dụng ngay.", campaign=campaign.id)


async def test_what_agrees_with_the_desk_is_marked_quietly_and_listed(desk, known):
    async with seated(desk, size=WIDE) as seat:
        await listed(seat, known)
        assert found(seat) == [("xử dụng", 1, False), ("1.250", 1, False)]
        assert "✔ right 1" in seat.text
        assert "✔ on the fact sheet: suất quà: 1.250 suất" in seat.text
        await seat.press("down")
        assert "i Ignore" not in seat.text
        await seat.press("i", "f", "r")
        assert seat.top == "ChecksScreen"
        assert desk.articles[known.id].ignored == ()
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.body.cursor_location == (0, len("Trao 1.250"))
        assert len({ground(seat, words) for words in ("1.250", "xử dụng", "Trao")}) == 3


@LANGUAGES
@SIZES
def test_what_is_right_looks(desk, known, looks, size, language):
    async def steps(seat: Seat) -> None:
        await listed(seat, known)
        await seat.press("down")

    assert looks(desk, steps, size, language)
