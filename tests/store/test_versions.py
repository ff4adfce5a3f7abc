"""Versions of an article for other channels, on a desk: made, counted, kept up to date."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import where

from store import InvalidValueError, Task, doctor, open_desk
from store.article_parts import MadeOf
from store.campaign_records import Campaign, Unit
from store.campaigns.matrix import State, View
from store.channels import Channel, Shape
from store.ledger import first_outs
from store.records import Source, Status
from store.templates.parser import checked
from store.templates.writer import template_text

MASS, GRASS = "truyền thông đại chúng", "trực tiếp tại cơ sở"
BODY = "Hà Nội – Sáng 18.4, tổ may số 7 tặng quà.\n\nMỗi suất có gạo.\n\nĐợt hai mở sau."
CHANNELS = (
    Channel("báo in", MASS),
    Channel("loa", GRASS, shape=Shape.LOUDSPEAKER, opening="Kính chào.", sentence_words=25),
    Channel("Facebook", "mạng xã hội", shape=Shape.SOCIAL, most_words=5, hashtags=1),
    Channel("trang tin", "của Công đoàn", shape=Shape.SITE),
)


@pytest.fixture
def campaign(desk):
    lists: dict[str, Any] = {"channels": CHANNELS, "topics": ("cứu trợ",), "levels": ("cơ sở",)}
    return desk.records.add(Campaign(name="Tháng Công nhân", slogan="An toàn", **lists))


@pytest.fixture
def master(desk, campaign):
    return desk.articles.new(
        campaign,
        headline="Tổ may tặng quà",
        byline="Trần An",
        body=BODY,
        signoff="Trần An",
        channels=("báo in",),
        topics=("cứu trợ",),
        levels=("cơ sở",),
        sources=(Source(who="Lê Thu"),),
    )


def made(desk, article, *channels):
    return desk.articles.versions.make(article, channels)


def test_a_figure_that_is_spoken_counts_in_a_version_for_the_ear(desk, campaign):
    fields = {"channels": ("báo in",), "status": Status.APPROVED}
    text = {"headline": "Tin", "body": "Tổ may trao 1.250 suất quà."}
    source = Source(who="Lê Thu", figure="1.250 suất")
    master = desk.articles.new(campaign, **text, **fields, sources=(source,))
    loud, short = desk.articles.versions.make(master, ["loa", "trang tin"])
    assert "một nghìn hai trăm năm mươi suất" in loud.body
    desk.articles.type_text(short, body="Tổ may trao quà.")
    for one in (loud, short):
        desk.articles.set_status(one, Status.APPROVED)
        desk.ledger.posted(one, one.channels[0])
    (useful,) = [one for one in desk.reports.figures(campaign).scores if one.name == "thiết thực"]
    assert (useful.value, useful.of, useful.counted) == (1, 2, (loud.id,))


def test_a_version_that_ends_in_hashtags_or_a_formula_goes_out(desk, campaign, tmp_path):
    loud = Channel("loa", GRASS, shape=Shape.LOUDSPEAKER, closing="Xin chào bà con")
    desk.records.change(campaign, channels=(Channel("báo in", MASS), loud, CHANNELS[2]))
    fields = {"channels": ("báo in",), "topics": ("cứu trợ",)}
    master = desk.articles.new(campaign, headline="Tin", body="Mưa.", **fields)
    made = desk.articles.versions.make(master, ["Facebook", "loa"])
    for one, end in zip(made, ("#CứuTrợ", "Xin chào bà con"), strict=True):
        desk.articles.set_status(one, Status.APPROVED)
        path = desk.articles.export(one, tmp_path, name=f"{one.id}.txt")
        assert path.read_text(encoding="utf-8").endswith(f"Mưa.\n\n{end}")
        assert not desk.ledger.is_edited_since(desk.articles[one.id])
        assert desk.articles[one.id].body.endswith(end)
    desk.articles.remove(master)
    for one in made:
        assert not desk.ledger.is_edited_since(desk.articles[one.id])
        assert desk.articles.page_bytes(one) == desk.ledger.page_of(desk.ledger.last(one))


def test_a_message_stays_in_sync_when_its_master_is_deleted(desk, campaign):
    fields = {"channels": ("báo in",), "topics": ("cứu trợ",), "status": Status.APPROVED}
    master = desk.articles.new(campaign, headline="Tin", body="Mưa.", **fields)
    made = desk.articles.versions.make(master, ["Facebook", "loa"])
    loud = made[0] if made[0].channels == ("loa",) else made[1]
    desk.articles.set_status(loud, Status.APPROVED)
    desk.ledger.posted(master, "báo in")
    desk.ledger.posted(loud, "loa")
    assert desk.reports.matrix(campaign, View()).in_sync == 1
    desk.articles.remove(master)
    assert desk.articles[loud.id].master is None
    assert desk.reports.matrix(campaign, View()).in_sync == 1
    desk.articles.remove(loud)
    assert desk.reports.matrix(campaign, View()).in_sync == 1
    desk.undo.step_back(), desk.undo.step_back()
    assert desk.reports.matrix(campaign, View()).in_sync == 1


def test_the_hours_from_the_event_of_the_master_count_for_each_version(desk, campaign, clock):
    event = clock() - timedelta(hours=5)
    fields = {"channels": ("báo in",), "status": Status.APPROVED, "event": event}
    master = desk.articles.new(campaign, headline="Tin", body="Mưa.", **fields)
    loud, site = desk.articles.versions.make(master, ["loa", "trang tin"])
    assert loud.event == event
    desk.articles.bulk.edit([site], event=None)
    for one, channel in ((master, "báo in"), (loud, "loa"), (site, "trang tin")):
        desk.articles.set_status(one, Status.APPROVED)
        desk.ledger.posted(one, channel)
    hours = desk.reports.figures(campaign).timeliness
    assert [(one.channel, one.worst) for one in hours] == [
        ("báo in", 5),
        ("loa", 5),
        ("trang tin", 5),
    ]


def test_a_version_is_an_article_of_one_channel_with_a_first_draft(desk, master):
    spoken, posted, page = made(desk, master, "loa", "Facebook", "trang tin")
    assert spoken.body.startswith("Kính chào.\n\nHà Nội – Sáng mười tám tháng tư,")
    assert posted.body == f"{BODY.splitlines()[0]}\n\n#CứuTrợ"
    assert (page.body, page.byline, page.signoff) == (BODY, "Trần An", "Trần An")
    for version, channel in zip(
        (spoken, posted, page), ("loa", "Facebook", "trang tin"), strict=True
    ):
        assert version.channels == (channel,)
        assert (version.master, version.message) == (master.id, master.id)
        assert (version.topics, version.levels) == (master.topics, master.levels)
        assert (version.campaign, version.sources) == (master.campaign, master.sources)
        assert version.status is Status.WRITING
        assert version.made_of == MadeOf(headline=master.headline, body=BODY)
    assert desk.articles.versions.message(posted) == [master, spoken, posted, page]


def test_several_are_one_step_of_undo(desk, master):
    made(desk, master, "loa", "Facebook")
    assert len(desk.articles) == 3
    desk.undo.step_back()
    assert [*desk.articles] == [desk.articles[master.id]]
    assert desk.articles.versions.of(master) == []


def test_a_version_of_a_version_is_one_of_its_master(desk, master):
    (spoken,) = made(desk, master, "loa")
    (posted,) = made(desk, spoken, "facebook")
    assert posted.master == master.id
    assert posted.channels == ("Facebook",)


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        ("báo in", "“Tổ may tặng quà” is there for “báo in” already"),
        ("loa", "“Tổ may tặng quà” is there for “loa” already"),
        ("sóng", "The campaign has no channel “sóng”; it has: báo in, loa, Facebook, trang tin."),
    ],
)
def test_a_channel_has_one_piece_of_a_message(desk, master, channel, sentence):
    made(desk, master, "loa")
    with pytest.raises(InvalidValueError) as refused:
        made(desk, master, "Facebook", channel)
    assert str(refused.value).startswith(sentence)
    assert len(desk.articles) == 2


def test_without_a_campaign_or_paragraphs_there_are_no_versions(desk, campaign):
    lone = desk.articles.new(headline="Lẻ", body="Bài.")
    with pytest.raises(InvalidValueError, match="belongs to no campaign"):
        made(desk, lone, "loa")
    whole = desk.articles.import_page(b"Khong dung mau\nmot dong", "x.txt", campaign)
    assert whole.needs_review
    with pytest.raises(InvalidValueError, match="not divided into headline and paragraphs"):
        made(desk, whole, "loa")


# ---------------------------------------------------------------- tasks


def test_a_piece_begun_from_a_task_has_one_channel_and_is_offered_the_others(desk, campaign):
    """W2a."""
    channels = ("báo in", "loa", "Facebook")
    task = desk.tasks.add(Task(campaign=campaign.id, title="Quà", channels=channels))
    article = desk.articles.start(task)
    assert article.channels == ("báo in",)
    assert desk.articles.versions.wanted(article) == ["loa", "Facebook"]
    (spoken,) = made(desk, article, "loa")
    assert desk.tasks[task.id].articles == (article.id, spoken.id)
    assert desk.articles.versions.wanted(spoken) == ["Facebook"]
    (page,) = made(desk, article, "trang tin")
    assert page.id not in desk.tasks[task.id].articles  # the task does not want that channel


def test_a_task_is_done_when_all_its_versions_are_out(desk, campaign, tmp_path):
    task = desk.tasks.add(Task(campaign=campaign.id, title="Quà", channels=("báo in", "loa")))
    article = desk.articles.start(task)
    desk.records.change(article, body=BODY)
    (spoken,) = made(desk, article, "loa")
    for piece, is_done in ((article, False), (spoken, True)):
        desk.articles.set_status(piece, Status.APPROVED)
        desk.articles.export(piece, tmp_path, name=f"{piece.id}.txt")
        assert bool(desk.tasks[task.id].done) is is_done


def test_an_article_of_several_channels_from_before_gives_them_to_its_versions(desk, master):
    old = desk.records.change(master, channels=("báo in", "loa", "Facebook"))
    assert desk.articles.versions.wanted(old) == ["loa", "Facebook"]
    made(desk, old, "loa")
    assert desk.articles[old.id].channels == ("báo in", "Facebook")
    desk.undo.step_back()
    assert desk.articles[old.id].channels == ("báo in", "loa", "Facebook")


# ---------------------------------------------------------------- counting


def test_one_message_out_in_two_channels_is_in_sync_and_fills_its_own_cells(
    desk, campaign, master, clock, tmp_path
):
    (spoken,) = made(desk, master, "loa")
    for piece in (master, spoken):
        desk.articles.set_status(piece, Status.APPROVED)
        desk.articles.export(piece, tmp_path, name=f"{piece.id}.txt")
        clock.wait(60)
    outs = first_outs(desk.ledger)
    assert {piece: [*where] for piece, where in outs.items()} == {
        master.id: ["báo in"],
        spoken.id: ["loa"],
    }
    (row,) = desk.reports.matrix(campaign, View()).rows
    assert [cell.state for cell in row.cells] == [State.OUT, State.OUT, State.EMPTY, State.EMPTY]
    assert (row.sync.is_met, row.sync.in_sync, len(row.sync.messages)) == (True, 1, 1)


def test_a_piece_is_for_one_channel(desk, master):
    bulk = desk.articles.bulk
    with pytest.raises(InvalidValueError, match="is one piece, for one channel"):
        bulk.retag([master], "channels", add=["loa"], drop=[])
    with pytest.raises(InvalidValueError, match="is one piece, for one channel"):
        desk.articles.import_page("Tít\n\n|\n\nBài.".encode(), "x", channels=("báo in", "loa"))
    bulk.retag([master], "channels", add=["loa"], drop=["báo in"])
    assert desk.articles[master.id].channels == ("loa",)
    old = desk.records.change(master, channels=("báo in", "loa", "Facebook"))
    bulk.retag([old], "channels", add=[], drop=["loa"])  # what an older desk has may shrink
    (page,) = made(desk, master, "trang tin")
    with pytest.raises(InvalidValueError, match="is a version, so it has a channel"):
        bulk.edit([page], channels=())


def test_versions_go_to_another_campaign_with_their_master(desk, master):
    other = desk.records.add(Campaign(name="Mùa khác"))
    (spoken,) = made(desk, master, "loa")
    desk.articles.bulk.edit([master], campaign=other.id)
    assert desk.articles[spoken.id].campaign == other.id


# ---------------------------------------------------------------- stale


def test_a_version_is_stale_when_its_master_reads_otherwise(desk, master):
    spoken, page = made(desk, master, "loa", "trang tin")
    versions = desk.articles.versions
    assert versions.stale() == []
    desk.records.change(master, status=Status.EDITING)
    assert not versions.is_stale(spoken)
    desk.records.change(master, body=BODY.replace("gạo", "gạo và dầu"))
    assert versions.stale() == [spoken, page]
    assert not versions.is_stale(desk.articles[master.id])


def test_changes_are_taken_over_by_paragraph(desk, master):
    (spoken,) = made(desk, master, "loa")
    own = spoken.body.replace("Đợt hai mở sau.", "Đợt hai mở tuần sau nhé.")
    desk.records.change(spoken, body=own)
    desk.records.change(
        master,
        headline="Tổ may số 7 tặng quà",
        body=BODY.replace("có gạo", "có 10 kg gạo").replace(
            "Đợt hai mở sau", "Đợt hai mở ngày 2.5"
        ),
    )
    versions = desk.articles.versions
    found = versions.changes(spoken)
    assert [(one.is_headline, one.is_edited, one.now) for one in found] == [
        (True, False, ("Tổ may số bảy tặng quà",)),
        (False, False, ("Mỗi suất có mười ki-lô-gam gạo.",)),
        (False, True, ("Đợt hai mở ngày mùng hai tháng năm.",)),
    ]
    after = versions.take_over(spoken, [0, 1])
    assert after.headline == "Tổ may số bảy tặng quà"
    assert after.body == own.replace("có gạo", "có mười ki-lô-gam gạo")
    assert not versions.is_stale(after)
    desk.undo.step_back()
    assert versions.is_stale(desk.articles[spoken.id])
    assert desk.articles[spoken.id].body == own


def test_changes_can_be_dismissed(desk, master):
    (spoken,) = made(desk, master, "loa")
    desk.records.change(master, body="Khác hẳn.")
    after = desk.articles.versions.dismiss(spoken)
    assert after.body == spoken.body
    assert desk.articles.versions.stale() == []
    desk.undo.step_back()
    assert desk.articles.versions.is_stale(desk.articles[spoken.id])


def test_what_the_channel_leaves_out_is_no_change_though_it_is_stale(desk, master):
    (posted,) = made(desk, master, "Facebook")
    desk.records.change(master, body=BODY.replace("gạo", "dầu"))
    assert desk.articles.versions.is_stale(posted)
    assert desk.articles.versions.changes(posted) == []


def test_a_version_of_an_empty_master_fills_up_later(desk, campaign):
    empty = desk.articles.new(campaign, headline="Sẽ viết", channels=("báo in",))
    (spoken,) = made(desk, empty, "loa")
    assert (spoken.body, spoken.status) == ("", Status.ASSIGNED)
    desk.records.change(empty, body="Tin một.\n\nTin hai.")
    versions = desk.articles.versions
    found = versions.changes(spoken)
    after = versions.take_over(spoken, range(len(found)))
    assert after.body == "Kính chào.\n\nTin một.\n\nTin hai."


def test_a_link_that_was_posted_is_in_the_post(desk, master):
    desk.articles.set_status(master, Status.APPROVED)
    desk.ledger.posted(master, "báo in", where="https://bao.example/1")
    (posted,) = made(desk, master, "Facebook")
    assert "\n\nhttps://bao.example/1\n\n#CứuTrợ" in posted.body


# ---------------------------------------------------------------- limits


def test_what_is_over_the_limits_of_its_channel_is_told(desk, master):
    (posted,) = made(desk, master, "Facebook")
    told = [str(one) for one in desk.articles.versions.findings(posted)]
    assert told == ["11 words, 5 at most"]
    assert desk.articles.versions.findings(master) == []
    assert desk.articles.versions.findings(desk.articles.new(headline="Lẻ")) == []


# ---------------------------------------------------------------- what goes


def test_deleting_a_master_leaves_its_versions_as_articles_of_their_own(desk, master):
    (spoken,) = made(desk, master, "loa")
    assert desk.articles.bulk.versions_left([master]) == [spoken]
    desk.articles.remove(master)
    left = desk.articles[spoken.id]
    assert (left.master, left.made_of) == (None, None)
    desk.undo.step_back()
    assert desk.articles.versions.of(master) == [desk.articles[spoken.id]]
    desk.articles.remove(master)
    desk.trash.restore(next(iter(desk.trash)))
    assert desk.articles[spoken.id].master == master.id


def test_or_they_go_along_in_one_step(desk, master):
    made(desk, master, "loa", "Facebook")
    gone = desk.articles.bulk.remove([master], with_their_versions=True)
    assert len(gone) == 3
    assert len(desk.articles) == 0
    desk.undo.step_back()
    assert len(desk.articles.versions.of(master)) == 2


def test_a_channel_that_has_versions_is_not_deleted_but_renamed(desk, campaign, master):
    (spoken,) = made(desk, master, "loa")
    with pytest.raises(InvalidValueError) as refused:
        desk.campaigns.remove_from_list(campaign, "channels", "loa")
    assert str(refused.value) == (
        "“loa” has versions of articles (1, the first “Tổ may tặng quà”), so it stays; delete "
        "those first, or rename the channel, which they follow."
    )
    assert desk.campaigns[campaign.id] == campaign
    desk.campaigns.edit_in_list(campaign, "channels", "loa", Channel("loa phường", GRASS))
    assert desk.articles[spoken.id].channels == ("loa phường",)
    desk.campaigns.remove_from_list(campaign, "channels", "báo in")  # only articles of their own


def test_a_limit_is_at_least_one(desk, campaign):
    with pytest.raises(InvalidValueError, match="A limit of “đài” is at least 1"):
        desk.campaigns.add_to_list(campaign, "channels", Channel("đài", most_words=0))


def test_the_doctor_mends_a_version_of_nothing(desk, master, desk_path, clock):
    (spoken,) = made(desk, master, "loa")
    desk.records.store.commit([(desk.articles[master.id], None)])
    desk.close()
    told = [str(report.finding) for report in doctor.repair(desk_path, clock)]
    assert any("is a version of an article that is not there" in one for one in told)
    with open_desk(desk_path, clock=clock) as mended:
        assert mended.articles[spoken.id].master is None


def test_a_version_comes_back_alone_when_its_master_has_gone(desk, master):
    (spoken,) = made(desk, master, "loa")
    desk.articles.remove(spoken)
    desk.articles.remove(master)
    (deleted,) = (one for one in desk.trash if one.gone[0][1]["id"] == spoken.id)
    desk.trash.restore(deleted)
    assert desk.articles[spoken.id].master is None


def test_versions_are_not_suggested_for_each_other(desk, master):
    page, spoken = made(desk, master, "trang tin", "loa")
    desk.search.index()
    assert not {page.id, spoken.id} & {one.id for one in desk.search.suggestions(master)}
    assert desk.links.backlinks(master.id) == []


# ---------------------------------------------------------------- channels as data


def test_a_renamed_unit_keeps_its_channel(desk, campaign):
    desk.units.add(campaign, Unit(name="Tổ 7", level="cơ sở"))
    loud = Channel("loa phường", GRASS, units=("Tổ 7",), person="Chị Thu", address="cổng chính")
    desk.campaigns.add_to_list(campaign, "channels", loud)
    desk.units.rename(campaign, "Tổ 7", "Tổ 8")
    assert desk.campaigns[campaign.id].channels[-1].units == ("Tổ 8",)


def test_a_template_carries_forms_of_channels_and_no_people(desk, campaign):
    loud = Channel(
        "loa", GRASS, shape=Shape.LOUDSPEAKER, words_per_minute=160, outlet="Đài phường",
        person="Chị Thu", address="0912 345 678", units=("Tổ 7",), opening="Kính chào.",
    )  # fmt: skip
    edited = desk.records.change(campaign, channels=(*CHANNELS[:1], loud), year=2027)
    text = template_text(edited, [])
    assert "Chị Thu" not in text
    assert "0912" not in text
    built, _tasks = checked(text, Path("mẫu.toml")).build(2027)
    kept = replace(loud, outlet="", person="", address="", units=())
    assert built.channels == (CHANNELS[0], kept)


def test_next_years_campaign_has_the_same_channels(desk, campaign):
    loud = Channel("loa", GRASS, person="Chị Thu", most_words=300)
    edited = desk.records.change(campaign, channels=(loud,), year=2027)
    assert desk.campaigns.clone(edited, 2028).campaign.channels == (loud,)


def test_the_built_in_campaign_has_a_form_for_each_channel(desk):
    built = desk.campaigns.new("thang-cong-nhan", 2027)
    assert {channel.shape for channel in built.channels} == set(Shape)
    assert not any(channel.person or channel.address for channel in built.channels)


def test_a_desk_from_before_opens_with_channels_of_a_name_and_a_group(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        old = desk.campaigns.new_empty("Cũ", 2026)
        channels = [{"name": "loa", "group": GRASS}, {"name": "Zalo"}]
        table = desk.db.table("campaigns")
        table.update({"channels": channels}, where("id") == old.id)
    with open_desk(desk_path, clock=clock) as again:
        assert again.campaigns[old.id].channels == (Channel("loa", GRASS), Channel("Zalo"))
