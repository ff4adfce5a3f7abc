"""Bulletins: articles in the order in which they are read out, and how long that takes."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest

from store import (
    Bulletin,
    FileExistsAlreadyError,
    InvalidValueError,
    RecordNotFoundError,
    doctor,
    open_desk,
)
from store.channels import Channel, Shape
from store.records import Abbreviation, Campaign, Status
from store.spoken.numbers import Wording

from .disk import one_sentence

GRASS = "trực tiếp tại cơ sở"
DAY = date(2027, 4, 21)


@pytest.fixture
def campaign(desk):
    channels = (Channel("báo in"), Channel("loa phường", GRASS), Channel("đài truyền thanh", GRASS))
    return desk.records.add(
        Campaign(
            name="Tháng Công nhân",
            channels=channels,
            abbreviations=(Abbreviation("TCN", "Tháng Công nhân"),),
        )
    )


@pytest.fixture
def bulletins(desk):
    return desk.campaigns.bulletins


def approved(desk, campaign, headline="Bữa cơm ca", body="Bữa cơm ca.", **fields):
    article = desk.articles.new(campaign, headline=headline, body=body, **fields)
    return desk.articles.set_status(article, Status.APPROVED)


def added(desk, campaign, *articles, **fields):
    values = {"name": "Bản tin sáng", "day": DAY, "channel": "loa phường", **fields}
    bulletin = desk.campaigns.bulletins.add(Bulletin(campaign=campaign.id, **values))
    return desk.campaigns.bulletins.put_items(bulletin, articles)


def words(count):
    return " ".join(["lời"] * count)


# --- the frame


def test_a_bulletin_is_added_edited_and_deleted_each_one_step_of_undo(desk, campaign, bulletins):
    bulletin = added(desk, campaign)
    assert (bulletin.minutes, bulletins.script(bulletin).speed) == (15, 130)
    assert bulletins.find(bulletin.id[:6]) == bulletin
    bulletin = bulletins.edit(bulletin, name="Bản tin chiều", minutes=10)
    assert (bulletin.name, bulletin.minutes) == ("Bản tin chiều", 10)
    desk.undo.step_back()
    assert bulletins[bulletin.id].name == "Bản tin sáng"
    bulletins.remove(bulletin)
    assert len(bulletins) == 0
    desk.undo.step_back()
    assert bulletins[bulletin.id].name == "Bản tin sáng"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "  "}, "needs a name"),
        ({"minutes": 0}, "at least one minute"),
        ({"minutes": 2000}, "at most a day"),
        ({"words_per_minute": 20}, "between 60 and 400"),
        ({"words_per_minute": 900}, "between 60 and 400"),
        ({"channel": "Zalo"}, "has no channel “Zalo”; it has: báo in, loa phường"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(desk, campaign, bulletins, fields, told):
    bulletin = added(desk, campaign)
    with pytest.raises(InvalidValueError, match=told) as caught:
        bulletins.edit(bulletin, **fields)
    one_sentence(caught.value)
    assert bulletins[bulletin.id] == bulletin


def test_the_channel_is_spelled_as_in_the_campaign(desk, campaign):
    assert added(desk, campaign, channel=" LOA phường ").channel == "loa phường"


def test_the_next_one_has_the_frame_of_the_last(desk, campaign, bulletins):
    first = bulletins.draft(campaign)
    assert (first.channel, first.minutes, first.day) == ("loa phường", 15, desk.records.today())
    added(desk, campaign, approved(desk, campaign), opening="Chào bà con.", transitions=("Tiếp.",))
    added(desk, campaign, name="Cũ hơn", day=DAY - timedelta(days=3), opening="Khác.")
    draft = bulletins.draft(campaign)
    assert (draft.name, draft.opening, draft.transitions) == (
        "Bản tin sáng",
        "Chào bà con.",
        ("Tiếp.",),
    )
    assert draft.items == ()
    assert draft.id not in bulletins


def test_those_of_a_campaign_the_newest_day_first(desk, campaign, bulletins):
    other = desk.campaigns.new_empty("Khác", 2027)
    for name, day in (("a", DAY), ("b", None), ("c", DAY + timedelta(days=1))):
        added(desk, campaign, name=name, day=day)
    added(desk, other, name="d", channel="")
    assert [one.name for one in bulletins.of(campaign)] == ["b", "c", "a"]


# --- its items


def test_items_are_put_in_moved_and_taken_out(desk, campaign, bulletins):
    one, two, three = (approved(desk, campaign, headline=name) for name in ("Một", "Hai", "Ba"))
    bulletin = added(desk, campaign, one, two)
    bulletin = bulletins.put_items(bulletin, [two, three])
    assert bulletin.items == (one.id, two.id, three.id)
    bulletin = bulletins.move(bulletin, three.id, -1)
    assert bulletin.items == (one.id, three.id, two.id)
    assert bulletins.move(bulletin, one.id, -1) == bulletin
    bulletin = bulletins.move(bulletin, one.id, 1)
    assert bulletin.items == (three.id, one.id, two.id)
    bulletin = bulletins.take_out(bulletin, one.id)
    assert bulletin.items == (three.id, two.id)
    desk.undo.step_back()
    assert bulletins[bulletin.id].items == (three.id, one.id, two.id)
    with pytest.raises(RecordNotFoundError):
        bulletins.take_out(bulletin, campaign.id)


def test_articles_of_a_broadcast_channel_are_offered_first(desk, campaign, bulletins):
    other = desk.campaigns.new_empty("Khác", 2027)
    approved(desk, other, headline="Của nơi khác")
    desk.articles.new(campaign, headline="Bản in", channels=("báo Đại Đoàn Kết",))
    desk.articles.new(campaign, headline="Cho đài", channels=("đài truyền thanh",))
    desk.articles.new(campaign, headline="Chưa xong", channels=("loa phường",))
    approved(desk, campaign, headline="Xong rồi", channels=("báo in", "loa phường"))
    inside = approved(desk, campaign, headline="Đã có", channels=("loa phường",))
    gone = desk.articles.new(campaign, headline="Đã hủy", channels=("loa phường",))
    desk.articles.set_status(gone, Status.CANCELLED)
    bulletin = added(desk, campaign, inside)
    assert [one.headline for one in bulletins.offered(bulletin)] == [
        "Xong rồi",
        "Chưa xong",
        "Cho đài",
        "Bản in",
        "Đã hủy",
    ]


def test_a_deleted_article_leaves_its_bulletins_and_comes_back_with_undo(desk, campaign, bulletins):
    one, two = (approved(desk, campaign, headline=name) for name in ("Một", "Hai"))
    bulletin = added(desk, campaign, one, two)
    desk.articles.remove(one)
    assert bulletins[bulletin.id].items == (two.id,)
    desk.undo.step_back()
    assert bulletins[bulletin.id].items == (one.id, two.id)
    desk.articles.remove(one)
    (deleted,) = desk.trash
    desk.trash.restore(deleted)
    assert set(bulletins[bulletin.id].items) == {one.id, two.id}


def test_an_empty_article_in_a_bulletin_is_not_discarded(desk, campaign):
    article = desk.articles.new(None)
    added(desk, campaign, article)
    assert not desk.articles.is_unused(article)


def test_a_deleted_campaign_takes_its_bulletins_along(desk, campaign, bulletins):
    article = approved(desk, campaign)
    bulletin = added(desk, campaign, article)
    bulletins.remove(bulletin)
    deleted = next(iter(desk.trash))
    desk.campaigns.remove(campaign)
    with pytest.raises(InvalidValueError, match="campaign of “Bản tin sáng” is gone"):
        desk.trash.restore(deleted)
    desk.undo.step_back()
    added(desk, campaign, article)
    desk.campaigns.remove(campaign)
    assert len(bulletins) == 0
    assert desk.articles[article.id].campaign is None
    desk.undo.step_back()
    assert next(iter(bulletins)).items == (article.id,)


def test_the_doctor_takes_out_what_is_not_there(desk, desk_path, campaign, clock):
    article = approved(desk, campaign)
    bulletin = added(desk, campaign, article)
    desk.db.table("bulletins").update({"items": [article.id, "0" * 32]})
    desk.close()
    told = [str(report.finding) for report in doctor.examine(desk_path)]
    assert "The bulletin “Bản tin sáng” names an article that is not there." in told
    doctor.repair(desk_path, clock)
    with open_desk(desk_path, clock=clock) as again:
        assert again.campaigns.bulletins[bulletin.id].items == (article.id,)


def test_a_bulletin_is_found_by_its_name(desk, campaign):
    bulletin = added(desk, campaign, name="Bản tin phiên chợ")
    hits = desk.search.find("phien cho")
    assert [hit.id for hit in hits] == [bulletin.id]


# --- how long it takes


def test_the_running_time_is_that_of_the_spoken_words(desk, campaign, bulletins):
    one = approved(desk, campaign, headline="Tin", body=words(129))
    two = approved(desk, campaign, headline="Tin", body=words(259))
    bulletin = added(desk, campaign, one, two, minutes=5, opening=words(13), closing=words(26))
    script = bulletins.script(bulletin)
    assert [(part.kind, part.seconds) for part in script.parts] == [
        ("opening", 6),
        ("item", 60),
        ("item", 120),
        ("closing", 12),
    ]
    assert (script.seconds, script.left) == (198, 102)
    script = bulletins.script(bulletins.edit(bulletin, minutes=3))
    assert script.left == -18
    assert bulletins.script(bulletins.edit(bulletin, words_per_minute=260)).seconds == 99


def test_a_figure_takes_the_time_of_its_words(desk, campaign, bulletins):
    """2.310 is one word to the eye and six to the ear."""
    article = approved(desk, campaign, headline="Tin", body="Trao 2.310 suất.")
    script = bulletins.script(added(desk, campaign, article, words_per_minute=60))
    (item,) = script.items
    assert item.read.text == "Tin.\n\nTrao hai nghìn ba trăm mười suất."
    assert item.seconds == 8


def test_no_part_of_time_is_lost_by_rounding(desk, campaign, bulletins):
    articles = [approved(desk, campaign, headline="Tin", body="Một hai.") for _ in range(9)]
    script = bulletins.script(added(desk, campaign, *articles))
    assert script.seconds == sum(part.seconds for part in script.parts) == 18


# --- the script


def test_the_script_is_spoken_with_the_abbreviations_of_the_campaign(desk, campaign, bulletins):
    one = approved(desk, campaign, headline="TCN đến", body="Ngày 1/5, 45 thợ.\n\nVui.")
    two = approved(desk, campaign, headline="Hết chưa?", body="Còn.")
    bulletin = added(
        desk,
        campaign,
        one,
        two,
        one_more := approved(desk, campaign, headline="Nữa", body="Nữa."),
        approved(desk, campaign, headline="Cuối", body="Cuối."),
        opening="Kính chào bà con. {name}, ngày {day}.",
        transitions=("Tiếp theo.", "Sau đây:"),
        closing="Hết.",
    )
    script = bulletins.script(bulletin)
    assert [part.read.text for part in script.parts] == [
        "Kính chào bà con. Bản tin sáng, ngày hai mươi mốt tháng tư năm hai nghìn không trăm "
        "hai mươi bảy.",
        "Tháng Công nhân đến.\n\nNgày mùng một tháng năm, bốn mươi lăm thợ.\n\nVui.",
        "Tiếp theo.",
        "Hết chưa?\n\nCòn.",
        "Sau đây:",
        "Nữa.\n\nNữa.",
        "Tiếp theo.",
        "Cuối.\n\nCuối.",
        "Hết.",
    ]
    assert [part.id for part in script.items][2] == one_more.id
    southern = bulletins.script(
        bulletins.edit(bulletin, opening="105 suất."), Wording(zero_tens="lẻ")
    )
    assert southern.parts[0].read.text == "Một trăm lẻ năm suất."


def test_an_item_does_not_greet_and_take_leave_again(desk, campaign, bulletins):
    hello, goodbye = "Kính chào bà con.", "Xin cảm ơn."
    article = approved(desk, campaign, headline="Tin", body=f"{hello}\n\nMưa.\n\n{goodbye}")
    bulletin = added(desk, campaign, article, opening=hello, closing=goodbye)
    assert [part.read.text for part in bulletins.script(bulletin).parts] == [
        hello,
        "Tin.\n\nMưa.",
        goodbye,
    ]
    alone = bulletins.script(bulletins.edit(bulletin, opening="", closing=""))
    assert alone.parts[0].read.text == f"Tin.\n\n{hello}\n\nMưa.\n\n{goodbye}"


def test_an_item_comes_without_the_formulas_of_its_channel(desk, campaign, bulletins):
    radio = Channel(
        "đài truyền thanh",
        opening="Đây là Đài truyền thanh phường.",
        closing="Chương trình đến đây là hết.\n\nXin chào.",
        shape=Shape.RADIO,
    )
    loud = Channel("loa phường", opening="Kính chào bà con.", closing="Xin cảm ơn.")
    desk.records.change(campaign, channels=(Channel("báo in"), loud, radio))
    master = approved(desk, campaign, headline="Tin", body="Mưa.\n\nTo.")
    made = desk.articles.versions.make(master, ["đài truyền thanh", "loa phường"])
    assert all(len(one.body.split("\n\n")) > 3 for one in made)
    bulletin = added(desk, campaign, *made, opening="Mở đầu.", closing="Kết.")
    script = bulletins.script(bulletin)
    assert [part.read.text for part in script.items] == ["Tin.\n\nMưa.\n\nTo."] * 2
    mixed = desk.articles.new(campaign, headline="Chữ", body="Mở đầu.\n\nKính chào bà con.\n\nGió.")
    script = bulletins.script(bulletins.put_items(bulletin, [mixed]))
    assert script.items[-1].read.text == "Chữ.\n\nGió."


def test_the_speed_is_that_of_the_channel_unless_the_bulletin_has_its_own(
    desk, campaign, bulletins
):
    article = approved(desk, campaign, headline="Tin", body=words(159))
    bulletin = added(desk, campaign, article)
    assert bulletins.script(bulletin).speed == 130
    channels = (Channel("báo in"), Channel("loa phường", words_per_minute=160))
    desk.records.change(campaign, channels=channels)
    script = bulletins.script(bulletin)
    assert (script.speed, script.seconds) == (160, 60)
    own = bulletins.script(bulletins.edit(bulletin, words_per_minute=80))
    assert (own.speed, own.seconds) == (80, 120)
    assert bulletins.draft(campaign).words_per_minute == 80


def test_a_stale_version_is_told(desk, campaign, bulletins):
    master = approved(desk, campaign, headline="Tin", body="Mưa.")
    (version,) = desk.articles.versions.make(master, ["loa phường"])
    desk.articles.set_status(version, Status.APPROVED)
    bulletin = added(desk, campaign, version)
    assert bulletins.script(bulletin).items[0].remarks == ()
    desk.articles.type_text(master, body="Nắng.")
    (item,) = bulletins.script(bulletin).items
    assert [str(one) for one in item.remarks] == ["it is stale: its master has changed since"]


def test_what_no_rule_could_decide_is_listed(desk, campaign, bulletins):
    article = approved(desk, campaign, headline="Tỷ số", body="Kết luận 01-KL/TW và XYZ.")
    script = bulletins.script(added(desk, campaign, article))
    (item,) = script.items
    assert [doubt.text for doubt in script.read.doubts] == [d.text for d in item.read.doubts]
    assert "XYZ" in [doubt.text for doubt in script.read.doubts]
    for doubt in script.read.doubts:
        assert script.read.text[doubt.start : doubt.end] == doubt.text


def test_what_is_not_finished_withdrawn_or_edited_since_is_told_and_kept(desk, campaign, bulletins):
    draft = desk.articles.new(campaign, headline="Nháp", body="Nháp.")
    gone = approved(desk, campaign, headline="Gỡ")
    desk.ledger.posted(gone, "báo in")
    desk.articles.set_status(gone, Status.WITHDRAWN, reason="sai")
    edited = approved(desk, campaign, headline="Sửa")
    desk.ledger.posted(edited, "báo in")
    desk.articles.type_text(desk.articles[edited.id], body="Khác.")
    fine = approved(desk, campaign, headline="Tốt")
    bulletin = added(desk, campaign, draft, gone, edited, fine)
    script = bulletins.script(bulletin)
    assert [[str(one) for one in item.remarks] for item in script.items] == [
        ["it is not approved"],
        ["it was withdrawn"],
        ["it was edited since it went out"],
        [],
    ]


def test_a_day_that_is_said_and_not_set_is_told(desk, campaign, bulletins):
    bulletin = added(desk, campaign, day=None, opening="Bản tin ngày {day}.", closing="Hết.")
    opening, closing = bulletins.script(bulletin).parts
    assert [str(one) for one in opening.remarks] == ["it names the day, and the bulletin has none"]
    assert opening.read.text == "Bản tin ngày {day}."
    assert closing.remarks == ()


def test_an_item_that_another_program_deleted_is_told(desk, campaign, bulletins):
    bulletin = added(desk, campaign)
    desk.records.change(bulletin, items=("0" * 32,))
    (item,) = bulletins.script(bulletins[bulletin.id]).items
    assert [str(one) for one in item.remarks] == ["it is no longer on the desk"]
    assert item.seconds == 0


# --- the files


@pytest.fixture
def full(desk, campaign):
    one = approved(desk, campaign, headline="TCN đến", body="45 thợ.\n\nVui \x07lắm.")
    draft = desk.articles.new(campaign, headline="Nháp", body="XYZ nói.")
    return added(
        desk, campaign, one, draft, opening="Xin chào.", transitions=("Tiếp.",), closing="Hết."
    )


def test_the_script_as_text(desk, full, bulletins, tmp_path):
    path = bulletins.write_script(full, tmp_path / "ra" / "sang.txt")
    text = path.read_text(encoding="utf-8")
    assert text == (
        "BẢN TIN SÁNG\n"
        "loa phường · 21.4.2027 · 10 giây trong 15 phút · 130 chữ một phút\n"
        "\n"
        "CẦN XEM TRƯỚC KHI ĐỌC\n"
        "- Tin 2: it is not approved\n"
        "- Tin 2: XYZ – an abbreviation that is not in the register\n"
        "\n"
        "MỞ ĐẦU (1 giây)\n"
        "\n"
        "Xin chào.\n"
        "\n"
        "TIN 1 (5 giây)\n"
        "\n"
        "Tháng Công nhân đến.\n"
        "\n"
        "Bốn mươi lăm thợ.\n"
        "\n"
        "Vui lắm.\n"
        "\n"
        "CHUYỂN TIN (1 giây)\n"
        "\n"
        "Tiếp.\n"
        "\n"
        "TIN 2 (2 giây)\n"
        "\n"
        "Nháp.\n"
        "\n"
        "XYZ nói.\n"
        "\n"
        "KẾT (1 giây)\n"
        "\n"
        "Hết.\n"
    )


def test_the_words_of_a_remark_are_those_of_the_caller(desk, full, bulletins, tmp_path):
    path = bulletins.write_script(
        full, tmp_path / "sang.txt", tell=lambda _message, _values: "chưa duyệt"
    )
    assert "- Tin 2: chưa duyệt\n" in path.read_text(encoding="utf-8")


def test_the_script_as_docx_in_large_type(desk, full, bulletins, tmp_path, clock):
    path = bulletins.write_script(full, tmp_path / "sang.docx")
    document = docx.Document(io.BytesIO(path.read_bytes()))
    assert document.styles["Normal"].font.size.pt >= 20
    texts = [(one.style.name, one.text) for one in document.paragraphs]
    assert texts[0] == ("Title", "Bản tin sáng")
    assert ("Heading 1", "Tin 1 (5 giây)") in texts
    at = texts.index(("Heading 1", "Tin 1 (5 giây)"))
    assert [text for _style, text in texts[at + 1 : at + 4]] == [
        "Tháng Công nhân đến.",
        "Bốn mươi lăm thợ.",
        "Vui lắm.",
    ]
    assert ("List Bullet", "Tin 2: it is not approved") in texts
    assert 'w:lang w:val="vi-VN"' in document.styles.element.xml
    footer = document.sections[0].footer.paragraphs[0]
    assert "PAGE" in footer._p.xml
    before = path.read_bytes()
    clock.wait(3600)
    assert bulletins.write_script(full, path) == path
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_a_file_that_somebody_has_changed_is_left_alone(desk, full, bulletins, tmp_path, ending):
    path = tmp_path / f"sang.{ending}"
    path.write_bytes(b"khac")
    with pytest.raises(FileExistsAlreadyError):
        bulletins.write_script(full, path)
    assert path.read_bytes() == b"khac"
    bulletins.write_script(full, path, replace=True)
    assert path.read_bytes() != b"khac"


def test_other_kinds_of_files_are_refused(desk, full, bulletins, tmp_path):
    with pytest.raises(InvalidValueError, match=r"\.txt or \.docx"):
        bulletins.write_script(full, tmp_path / "sang.pdf")


def test_the_name_of_the_file_is_day_and_name(full, bulletins):
    assert bulletins.script_name(full, "docx") == "2027-04-21-ban-tin-sang.docx"


def test_it_is_written_from_a_desk_that_is_only_read(desk, desk_path, full, tmp_path):
    desk.close()
    with open_desk(desk_path, read_only=True) as reading:
        bulletin = next(iter(reading.campaigns.bulletins))
        assert reading.campaigns.bulletins.write_script(bulletin, tmp_path / "sang.txt").exists()


# --- on the air


def test_what_was_broadcast_stands_in_the_ledger(desk, campaign, bulletins, clock):
    one, two = (approved(desk, campaign, headline=name) for name in ("Một", "Hai"))
    bulletin = added(desk, campaign, one, two)
    assert bulletins.broadcasts(bulletin) == []
    at = clock() - timedelta(hours=2)
    entries = bulletins.record_broadcast(bulletin, at=at, where="loa tổ 7")
    assert [(e.piece, e.channel, e.at, e.where) for e in entries] == [
        (one.id, "loa phường", at, "loa tổ 7"),
        (two.id, "loa phường", at, "loa tổ 7"),
    ]
    assert {entry.bulletin for entry in entries} == {bulletin.id}
    assert desk.articles[one.id].status is Status.EXPORTED
    assert bulletins.broadcasts(bulletin) == [at]


def test_it_is_not_recorded_twice_unknowingly(desk, campaign, bulletins, clock):
    bulletin = added(desk, campaign, approved(desk, campaign))
    at = clock() - timedelta(hours=4)
    bulletins.record_broadcast(bulletin, at=at)
    with pytest.raises(InvalidValueError, match="recorded as broadcast already") as caught:
        bulletins.record_broadcast(bulletin)
    one_sentence(caught.value)
    with pytest.raises(InvalidValueError, match="recorded as broadcast already"):
        bulletins.record_broadcast(bulletin, at=at, again=True)
    bulletins.record_broadcast(bulletin, again=True)
    assert bulletins.broadcasts(bulletin) == [at, clock()]
    assert len(desk.ledger) == 2


def test_a_withdrawn_record_of_a_broadcast_no_longer_counts(desk, campaign, bulletins):
    bulletin = added(desk, campaign, approved(desk, campaign))
    (entry,) = bulletins.record_broadcast(bulletin)
    desk.ledger.withdraw(entry, "ghi nhầm")
    assert bulletins.broadcasts(bulletin) == []


def test_all_of_it_is_recorded_or_nothing(desk, campaign, bulletins):
    one = approved(desk, campaign, headline="Một")
    draft = desk.articles.new(campaign, headline="Nháp", body="Nháp.")
    bulletin = added(desk, campaign, one, draft)
    with pytest.raises(InvalidValueError, match="“Nháp” is not finished") as caught:
        bulletins.record_broadcast(bulletin)
    one_sentence(caught.value)
    assert len(desk.ledger) == 0
    with pytest.raises(InvalidValueError, match="nothing in “Trống”"):
        bulletins.record_broadcast(added(desk, campaign, name="Trống"))
    with pytest.raises(InvalidValueError, match="Name the channel"):
        bulletins.record_broadcast(added(desk, campaign, one, name="Không kênh", channel=""))
    later = desk.records.now() + timedelta(hours=1)
    with pytest.raises(InvalidValueError, match="still to come"):
        bulletins.record_broadcast(added(desk, campaign, one), at=later)
    assert len(desk.ledger) == 0


def test_the_entries_outlive_the_bulletin(desk, campaign, bulletins):
    bulletin = added(desk, campaign, approved(desk, campaign))
    bulletins.record_broadcast(bulletin)
    bulletins.remove(bulletin)
    (entry,) = desk.ledger
    assert entry.bulletin == bulletin.id
    desk.undo.step_back()
    assert len(bulletins.broadcasts(bulletin)) == 1
