"""The commands of the ledger: what went out, that file again, and what was posted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import Article, Task, open_desk
from store.campaign_records import Campaign
from store.channels import Channel
from store.records import Status
from tests.clock import NOW
from tests.tui.cli import put, refused


@pytest.fixture
def ready(desk_path):
    """A campaign with a finished article and a task."""
    campaign = Campaign(
        name="Mùa quà",
        channels=(Channel("báo in", "truyền thông đại chúng"), Channel("loa"), Channel("băng rôn")),
    )
    article = Article(
        campaign=campaign.id,
        headline="Quà đến tay",
        body="Lời.",
        channels=("báo in", "loa"),
        status=Status.APPROVED,
    )
    task = Task(campaign=campaign.id, title="Treo băng rôn", channels=("băng rôn",))
    put(desk_path, campaign, article, task)
    return article, task


def test_what_went_out_is_listed_the_newest_first(cli, ready, clock, tmp_path):
    article, task = ready
    out = cli("export", article.id, "--to", tmp_path).lines[0].partition("\t")[2]
    clock.time += timedelta(days=1)
    cli("posted", task.id[:8], "--channel", "băng rôn", "--where", "cổng chính")
    listed = cli("ledger", "--json").json
    assert [(row["headline"], row["channel"], row["kind"]) for row in listed] == [
        ("Treo băng rôn", "băng rôn", "task"),
        ("Quà đến tay", "báo in", "article"),
    ]
    assert [row["file"] for row in listed] == ["", out]
    assert listed[0]["where"] == "cổng chính"
    assert listed[0]["digest"] == ""
    assert listed == cli("list", "ledger", "--json").json
    assert "packed" not in listed[0]
    assert [row["headline"] for row in cli("ledger", "--json", "--day", "20.4").json] == [
        "Quà đến tay"
    ]
    assert [row["headline"] for row in cli("ledger", "--json", "--channel", "BĂNG RÔN").json] == [
        "Treo băng rôn"
    ]
    words = cli("ledger").lines
    assert words[0].endswith("21.4.2027 9h  băng rôn  Treo băng rôn  cổng chính")
    assert words[1].endswith(f"20.4.2027 9h  báo in  Quà đến tay  {out}")
    assert "Nothing has gone out there." in cli("ledger", "--day", "1.1").err


def test_a_weekday_is_the_last_one(cli, ready, clock, tmp_path):
    article, task = ready
    cli("export", article.id, "--to", tmp_path)  # on a Tuesday
    clock.time += timedelta(days=3)
    assert "Quà đến tay" in cli("ledger", "--day", "thứ ba").lines[0]
    cli("posted", task.id, "--channel", "băng rôn", "--at", "Wednesday 8h30")
    assert cli("ledger", "--day", "thứ tư").lines[0].partition("  ")[2].startswith("21.4.2027 8h30")


def test_an_entry_says_what_its_channel_was_called(cli, ready, desk_path):
    article, _task = ready
    cli("posted", article.id, "--channel", "loa")
    with open_desk(desk_path) as desk:
        (campaign,) = desk.campaigns
        desk.campaigns.edit_in_list(campaign, "channels", "loa", Channel("loa phường"))
    (row,) = cli("ledger", "--json", "--channel", "loa phường").json
    assert (row["channel"], row["called"]) == ("loa phường", "loa")
    assert "  loa phường (loa)  Quà đến tay" in cli("ledger").lines[0]


def test_a_file_is_written_again_as_it_was(cli, ready, desk_path, tmp_path):
    article, _task = ready
    cli("export", article.id, "--to", tmp_path / "ra", "--channel", "loa")
    (file,) = (tmp_path / "ra").iterdir()
    page = file.read_bytes()
    with open_desk(desk_path) as desk:
        desk.articles.type_text(desk.articles[article.id], body="Khác.")
    (entry,) = cli("ledger", "--json").json
    assert entry["channel"] == "loa"
    again = cli("ledger", "write", entry["id"][:6], "--to", tmp_path / "lại")
    assert again.lines == [str(tmp_path / "lại" / file.name)]
    assert (tmp_path / "lại" / file.name).read_bytes() == page
    file.write_bytes(b"x")
    assert "somebody has changed it since" in refused(
        cli("ledger", "write", entry["id"], "--to", tmp_path / "ra")
    )


def test_what_was_posted_is_recorded_with_its_time(cli, ready, desk_path):
    article, _task = ready
    done = cli("posted", article.id, "--channel", "Loa", "--at", "hôm qua 22h")
    assert done.lines[0].endswith("\tQuà đến tay")
    with open_desk(desk_path, read_only=True) as desk:
        (entry,) = desk.ledger
        assert (entry.id, entry.channel) == (done.id, "loa")
        assert entry.at == NOW.replace(hour=22) - timedelta(days=1)
        assert desk.articles[article.id].status is Status.EXPORTED


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--channel", "Zalo"), "has no channel “Zalo”"),
        (("--channel", "loa", "--at", "ngày mai 8h"), "still to come"),
        (("--channel", "loa", "--at", "hôm qua"), "Type the hour as well"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(cli, ready, arguments, why):
    assert why in refused(cli("posted", ready[0].id, *arguments))
    assert cli("ledger", "--json").json == []


def test_an_unknown_channel_writes_no_file(cli, ready, tmp_path):
    out = tmp_path / "ra"
    assert "has no channel" in refused(cli("export", ready[0].id, "--to", out, "--channel", "x"))
    assert not out.exists()


def test_the_help_says_what_is_below(cli):
    assert "write" in cli("ledger", "--help").out.decode()


def test_a_correction_is_begun_and_cites_its_entry(cli, ready, desk_path, tmp_path):
    article, _task = ready
    cli("export", article.id, "--to", tmp_path)
    (entry,) = cli("ledger", "--json").json
    told = ("--wrong", "310 suất", "--right", "130 suất", "--number", "112")
    made = cli("correct", entry["id"][:6], *told).lines[0].partition("\t")[0]
    with open_desk(desk_path, read_only=True) as desk:
        correction = desk.articles[made]
        assert correction.corrects == entry["id"]
        assert "310 suất" in correction.body
    refused(cli("correct", entry["id"], "--wrong", "", "--right", "130"))
    refused(cli("correct", "ffff", *told))
