"""The export dialogs: formats, encodings, templates, the clipboard; folders taken in."""

from __future__ import annotations

import pytest

from store.campaign_records import Campaign
from store.channels import Channel
from store.formats.registry import form_of
from store.records import Status
from tests.tui.helpers import WIDE, seated, written
from tui import settings
from tui.dialogs.files.export import ExportScreen


def approved(desk, headline="bữa cơm ca", **fields):
    article = written(desk, headline, body=f"{headline}.", **fields)
    return desk.articles.set_status(article, Status.APPROVED)


async def exporting(seat, folder):
    await seat.press("f3", "ctrl+e")
    await seat.comes("ExportScreen")
    seat.field("folder").focus()
    await seat.press("end", "ctrl+u")
    await seat.paste(str(folder))


async def choose(seat, field, words, dialog="ExportScreen"):
    """Choose in a list what is found by some words."""
    seat.field(field).focus()
    await seat.press("enter")
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")
    await seat.comes(dialog)


async def exporting_all(seat, words):
    """Go on from the export of one article to that of those that are found by some words."""
    await seat.press("alt+a")
    await seat.comes("ExportManyScreen")
    await seat.press("alt+a")
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")
    await seat.comes("ExportManyScreen")


async def test_an_article_goes_out_as_a_word_file(desk, tmp_path):
    article = approved(desk)
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        assert "Text, house layout" in seat.text
        await choose(seat, "format", "docx")
        assert seat.field("file").text == "2027-04-20-bua-com-ca.docx"
        assert not seat.field("encoding").display
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    (path,) = (tmp_path / "ra").iterdir()
    assert path.read_bytes() == form_of("docx").written(desk.articles.bulk.outgoing(article))
    assert [entry.form for entry in desk.ledger.entries()] == ["docx"]


async def test_a_form_that_was_kept_comes_back_with_its_choices(desk):
    approved(desk)
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, "~")
        dialog = seat.on_top(ExportScreen)
        kept = {"format": "docx", "encoding": "", "channel": ""}
        seat.field("file").fill_in("của tôi.docx")
        dialog.restore_choices(kept)
        await seat.sees("Word (DOCX)")
        assert dialog.choices == kept
        assert seat.field("file").text == "của tôi.docx"
        dialog.restore_choices({**kept, "format": "đã xóa"})
        await seat.sees("Text, house layout")
        await seat.until(lambda: seat.field("file").text == "của tôi.txt", "the other name")


async def test_what_an_encoding_lacks_stands_in_the_preview(desk, tmp_path):
    approved(desk, "“Ấm” quá")
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        await choose(seat, "encoding", "tcvn3")
        await seat.sees("TCVN3 (ABC) lacks characters of this page: “ Ấ ”")
        await seat.press("ctrl+s")
        await seat.settle()
        assert seat.top == "ExportScreen"
    assert not (tmp_path / "ra").exists() or list((tmp_path / "ra").iterdir()) == []


async def test_a_channel_brings_its_template_and_what_it_makes_is_copied(desk, monkeypatch):
    folder = settings.export_templates_folder()
    folder.mkdir(parents=True)
    (folder / "loa.txt.j2").write_text("LOA: {{ headline }}", encoding="utf-8")
    campaign = desk.records.add(Campaign(name="TCN", channels=(Channel("báo in"), Channel("loa"))))
    article = approved(desk)
    desk.records.change(article, campaign=campaign.id, channels=("báo in", "loa"))
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, "~")
        await choose(seat, "channel", "loa")
        await seat.sees("LOA: bữa cơm ca")
        await seat.press("alt+y")
        await seat.hears("Copied. What is posted with it is recorded in the ledger")
        assert seat.app.clipboard == "LOA: bữa cơm ca"
        (folder / "loa.txt.j2").write_text("{% if %}", encoding="utf-8")
        await choose(seat, "format", "loa")
        await seat.hears("Line 1 of the export template loa.txt.j2 cannot be read")


async def test_all_that_has_not_gone_out_is_exported_from_one_article(desk, tmp_path):
    out, new = approved(desk, "một"), approved(desk, "hai")
    written(desk, "nháp", body="nháp.")
    desk.articles.export(out, tmp_path)
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        await exporting_all(seat, "finished")
        await seat.sees("Export 1 article")
        await seat.press("ctrl+a")
        await seat.type(f"{tmp_path}/ra")
        await seat.press("ctrl+s")
        await seat.hears("1 files written to")
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["2027-04-20-hai.txt"]
    assert desk.articles[new.id].status is Status.EXPORTED


@pytest.fixture
def two_campaigns(desk):
    """One campaign with pieces for print, Zalo and loudspeaker, and one that has print alone."""
    names = ("báo in", "Zalo", "loa")
    first = desk.records.add(Campaign(name="TCN", channels=tuple(map(Channel, names))))
    second = desk.records.add(Campaign(name="Tết", channels=(Channel("báo in"),)))
    for name in names:
        approved(desk, f"bài {name}", campaign=first.id, channels=(name,))
    approved(desk, "bài Tết", campaign=second.id, channels=("báo in",))
    return first


async def test_each_article_of_a_campaign_goes_out_in_its_own_channel(
    desk, two_campaigns, tmp_path
):
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        await exporting_all(seat, "all of TCN")
        await seat.sees("Export 3 articles", "each its own")
        await seat.press("ctrl+s")
        await seat.hears("3 files written to")
    assert {(one.headline, one.channel) for one in desk.ledger.entries()} == {
        ("bài báo in", "báo in"),
        ("bài Zalo", "Zalo"),
        ("bài loa", "loa"),
    }


async def test_a_channel_that_is_chosen_counts_where_a_campaign_has_it(
    desk, two_campaigns, tmp_path
):
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        await exporting_all(seat, "finished")
        await seat.sees("Export 4 articles")
        await seat.press("ctrl+a")
        await seat.type(f"{tmp_path}/ra")
        await choose(seat, "channel", "zalo", "ExportManyScreen")
        await seat.press("ctrl+s")
        await seat.sees("3 written", "Refused (1)", "bài Tết: “Tết” has no channel “Zalo”")
        await seat.press("escape")
        await seat.comes("DeskScreen")
    assert {one.channel for one in desk.ledger.entries()} == {"Zalo"}
    assert len(list((tmp_path / "ra").iterdir())) == 3


async def test_what_has_not_gone_out_is_looked_for_in_the_channel_that_is_chosen(
    desk, two_campaigns, tmp_path
):
    for article in list(desk.articles):
        desk.articles.export(article, tmp_path)
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        await exporting_all(seat, "all of TCN")
        await choose(seat, "channel", "loa", "ExportManyScreen")
        await seat.press("alt+a")
        await seat.comes("Picker")
        await seat.type("finished")
        await seat.press("enter")
        await seat.comes("ExportManyScreen")
        await seat.sees("Export 3 articles")  # all but the one that is out on the loudspeaker
        await choose(seat, "channel", "each its", "ExportManyScreen")
        await seat.sees("There is nothing to export.")


async def test_the_ledger_shows_what_went_out_in_another_format(desk, tmp_path):
    campaign = desk.records.add(Campaign(name="TCN"))
    article = approved(desk)
    desk.records.change(article, campaign=campaign.id)
    desk.articles.export(article, tmp_path, form=form_of("docx"))
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+0")
        await seat.comes("LedgerScreen")
        await seat.press("enter")
        await seat.comes("WentOutScreen")
        await seat.sees("As it went out", "bữa cơm ca.")


def limited(desk):
    """A campaign whose loudspeaker takes few chữ, and whose newspaper takes any."""
    channels = (Channel("báo in"), Channel("loa", most_words=3))
    return desk.records.add(Campaign(name="TCN", channels=channels))


async def test_what_is_over_a_limit_is_told_before_it_is_exported(desk, tmp_path):
    campaign = limited(desk)
    article = approved(desk, "bữa cơm ca đêm nay")
    desk.records.change(article, campaign=campaign.id, channels=("báo in", "loa"))
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, tmp_path / "ra")
        await seat.settle()
        assert "Not right for its channel" not in seat.text
        await choose(seat, "channel", "loa")
        await seat.sees("Not right for its channel: 5 words, 3 at most.")
        await choose(seat, "channel", "báo in")
        await seat.until(lambda: "Not right" not in seat.text, "no warning")


async def test_several_that_are_over_a_limit_are_named(desk, tmp_path):
    campaign = limited(desk)
    for headline in ("bữa cơm ca đêm", "quà", "đường về nhà xa"):
        article = approved(desk, headline)
        desk.records.change(article, campaign=campaign.id, channels=("loa",))
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "x", "x", "x", "ctrl+e")
        await seat.comes("ExportManyScreen")
        await seat.sees("Not right for their channels:")
        told = str(seat.field("limits").content)
        assert "bữa cơm ca đêm" in told
        assert "đường về nhà xa" in told
        assert "quà" not in told
        await choose_many(seat, "channel", "báo in")
        await seat.until(lambda: not seat.field("limits").display, "no warning")


async def choose_many(seat, field, words):
    seat.field(field).focus()
    await seat.press("enter")
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")
    await seat.comes("ExportManyScreen")
