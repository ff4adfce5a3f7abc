"""Versions on the command line."""

from __future__ import annotations

import pytest

from store import Article, Task, open_desk
from store.campaign_records import Campaign
from store.channels import Channel
from tests.tui.cli import put, refused


@pytest.fixture
def master(desk_path):
    """An article of a campaign, and a task that wants it in two more channels."""
    campaign = Campaign(
        name="Mùa quà",
        channels=(
            Channel("báo in"),
            Channel("loa", sentence_words=3),
            Channel("Zalo", most_words=6),
        ),
    )
    article = Article(
        campaign=campaign.id,
        headline="Quà đến tay",
        body="Lời thứ nhất của bài.\n\nLời thứ hai.",
        channels=("báo in",),
    )
    channels = ("báo in", "loa", "Zalo")
    task = Task(campaign=campaign.id, title="Quà", channels=channels, articles=(article.id,))
    put(desk_path, campaign, article, task)
    return article


def test_versions_are_made_for_what_is_named_or_wanted(cli, desk_path, master):
    (line,) = cli("version", "new", master.id[:8], "--channel", "LOA").lines
    made, channel, told = line.split("\t")
    assert channel == "loa"
    assert told == "sentences of more than 3 words: 1, the first “Lời thứ nhất của bài. …”"
    (line,) = cli("version", "new", master.id).lines
    assert line.split("\t")[1:] == ["Zalo"]
    found = cli("version", "new", made)
    assert found.lines == []
    assert "No task wants another channel" in found.err
    with open_desk(desk_path, read_only=True) as desk:
        assert len(desk.articles.versions.of(master)) == 2


def test_the_pieces_of_a_message_are_listed(cli, desk_path, master):
    (line,) = cli("version", "new", master.id, "--channel", "loa").lines
    made = line.split("\t")[0]
    with open_desk(desk_path) as desk:
        desk.records.change(master, body="Khác.")
    first, second = cli("versions", made[:8]).lines
    assert first.endswith("  writing  báo in  Quà đến tay  master")
    assert "loa  Quà đến tay  stale; sentences of more" in second
    assert (
        "  đang viết  báo in  Quà đến tay  bài gốc"
        in cli("--lang", "vi", "versions", made).lines[0]
    )
    rows = cli("versions", master.id, "--json").json
    assert [(row["id"], row["master"], row["stale"]) for row in rows] == [
        (master.id, None, False),
        (made, master.id, True),
    ]
    assert rows[1]["channels"] == ["loa"]
    assert len(rows[1]["findings"]) == 1


def test_what_cannot_be_made_is_refused_in_a_sentence(cli, master):
    new = ("version", "new", master.id, "--channel")
    refused(cli(*new, "báo in"), "is there for “báo in” already")
    refused(cli(*new, "sóng"), "has no channel “sóng”")
    refused(cli("versions", "zz"), "Nothing on the desk has an ID that begins with “zz”")


def test_a_version_that_is_too_long_is_approved_with_a_word_about_it(cli, master):
    (line,) = cli("version", "new", master.id, "--channel", "loa").lines
    done = cli("status", line.split("\t")[0], "approved")
    assert done.code == 0
    assert done.err == (
        "toasoan: Quà đến tay: sentences of more than 3 words: 1, "
        "the first “Lời thứ nhất của bài. …”\n"
    )
