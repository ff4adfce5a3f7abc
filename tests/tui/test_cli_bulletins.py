"""The commands of bulletins: listed, shown, written as scripts, recorded as broadcast."""

from __future__ import annotations

from datetime import date

import pytest

from store import Article, Bulletin, open_desk
from store.campaign_records import Campaign
from store.channels import Channel
from store.records import Status
from tests.tui.cli import put, refused


@pytest.fixture
def ready(desk_path):
    """A bulletin of a finished article and a draft."""
    campaign = Campaign(name="Mùa quà", channels=(Channel("loa"),))
    done = Article(
        campaign=campaign.id, headline="Quà đến tay", body="45 suất.", status=Status.APPROVED
    )
    draft = Article(campaign=campaign.id, headline="Nháp", body="XYZ nói.")
    bulletin = Bulletin(
        campaign=campaign.id,
        name="Bản tin sáng",
        day=date(2027, 4, 21),
        channel="loa",
        opening="Kính chào.",
        items=(done.id, draft.id),
    )
    put(desk_path, campaign, done, draft, bulletin)
    return bulletin


def test_they_are_listed(cli, ready):
    (row,) = cli("bulletin", "list", "--json").json
    assert (row["id"], row["name"], row["day"]) == (ready.id, "Bản tin sáng", "2027-04-21")
    assert (row["items"], row["seconds"], row["left"]) == (2, 7, 893)
    assert row["broadcasts"] == []
    (line,) = cli("bulletin", "list").lines
    assert line.endswith("21.4.2027  loa  0:07/15:00  2  Bản tin sáng  ⚠ 1 to look at")
    assert cli("bulletin", "list", "--campaign", "Mùa quà").lines == [line]


def test_a_stale_version_is_marked_and_the_speed_is_that_of_the_channel(cli, ready, desk_path):
    with open_desk(desk_path) as desk:
        (campaign,) = desk.campaigns
        channels = (Channel("loa", words_per_minute=70), Channel("đài"))
        campaign = desk.records.change(campaign, channels=channels)
        master = desk.articles.new(campaign, headline="Gió", body="Gió.", channels=("đài",))
        (version,) = desk.articles.versions.make(master, ["loa"])
        desk.articles.set_status(version, Status.APPROVED)
        desk.articles.type_text(master, body="Gió to.")
        desk.records.change(ready, items=(version.id,))
    (line,) = cli("bulletin", "list").lines
    assert line.endswith("0:04/15:00  1  Bản tin sáng  ⚠ 1 to look at")
    shown = cli("bulletin", "show", ready.id).lines
    assert shown[1] == "1. Gió  0:02  (it is stale: its master has changed since)"


def test_a_desk_without_bulletins_says_so(cli, desk_path):
    put(desk_path, Campaign(name="Mùa quà"))
    assert "There is no bulletin there." in cli("bulletin", "list").err


def test_one_is_shown_with_its_items_and_what_needs_a_look(cli, ready):
    shown = cli("bulletin", "show", ready.id[:6])
    assert shown.lines == [
        "Bản tin sáng  loa  21.4.2027",
        "1. Quà đến tay  0:04",
        "2. Nháp  0:02  (it is not approved)",
        "0:07/15:00",
    ]
    assert "1 place needs a look: XYZ." in shown.err
    found = cli("bulletin", "show", ready.id, "--json").json
    assert [part["kind"] for part in found["parts"]] == ["opening", "item", "item"]
    assert found["parts"][1]["text"] == "Quà đến tay.\n\nBốn mươi lăm suất."
    assert found["parts"][2]["remarks"] == ["it is not approved"]
    assert found["parts"][2]["left"][0]["text"] == "XYZ"


def test_the_script_goes_to_standard_output_or_a_folder(cli, ready, tmp_path):
    out = cli("bulletin", "script", ready.id)
    assert "Bốn mươi lăm suất." in out.lines
    assert "2. Nháp: it is not approved" in out.err
    path = tmp_path / "ra" / "2027-04-21-ban-tin-sang.txt"
    assert cli("bulletin", "script", ready.id, "--to", tmp_path / "ra").lines == [str(path)]
    assert path.read_text(encoding="utf-8").splitlines() == out.lines
    path.write_bytes(b"khac")
    assert "holds something else" in refused(
        cli("bulletin", "script", ready.id, "--to", tmp_path / "ra")
    )
    written = cli("bulletin", "script", ready.id, "--to", tmp_path, "--format", "docx")
    assert written.lines == [str(tmp_path / "2027-04-21-ban-tin-sang.docx")]
    assert (tmp_path / "2027-04-21-ban-tin-sang.docx").read_bytes().startswith(b"PK")
    assert "--to DIR" in refused(cli("bulletin", "script", ready.id, "--format", "docx"))


def test_a_broadcast_is_recorded_once(cli, ready, desk_path):
    told = refused(cli("bulletin", "posted", ready.id))
    assert "“Nháp” is not finished" in told
    with open_desk(desk_path) as desk:
        bulletin = desk.campaigns.bulletins.find(ready.id)
        desk.campaigns.bulletins.take_out(bulletin, bulletin.items[1])
    done = cli("bulletin", "posted", ready.id, "--at", "hôm nay 5h", "--where", "loa tổ 7")
    assert done.lines[0].endswith("\tQuà đến tay")
    assert "recorded as broadcast already" in refused(cli("bulletin", "posted", ready.id))
    assert cli("bulletin", "posted", ready.id, "--again").lines
    assert len(cli("bulletin", "list", "--json").json[0]["broadcasts"]) == 2
    entries = cli("ledger", "--json", "--channel", "loa").json
    assert [entry["bulletin"] for entry in entries] == [ready.id] * 2


def test_an_unknown_one_is_refused(cli, ready):
    refused(cli("bulletin", "show", "ffff"))
