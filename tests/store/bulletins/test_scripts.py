"""The script of a bulletin: how long it takes, what is read out and remarked, and its files."""

from __future__ import annotations

import io

import docx
import pytest

from store import FileExistsAlreadyError, InvalidValueError, open_desk
from store.channels import Channel, Shape
from store.records import Status
from store.spoken.numbers import Wording

from .samples import added, approved, words

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
