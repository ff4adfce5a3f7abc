"""The photo sheet of an article: files beside the desk, what is wrong with them, and search."""

from __future__ import annotations

import os
from datetime import date

import pytest
from msgspec.structs import replace

from store import DeskError, FileError, InvalidValueError, open_desk
from store.article_parts import Photo
from store.articles import photos as photo_files
from store.campaign_records import Campaign
from store.channels import Channel
from store.errors import BlockedError
from store.records import Status
from tests.pictures import gif, jpeg, png, put, webp

from .disk import one_sentence


@pytest.fixture
def article(desk):
    """An article on a desk whose folder has two pictures."""
    put(desk.articles.photos.folder, "ảnh/quà.png")
    put(desk.articles.photos.folder, "ảnh/xe.jpg", jpeg())
    return desk.articles.new(headline="Tổ may tặng quà", body="Lời.")


def with_photos(desk, article, *names, **fields):
    photos = desk.articles.photos
    return photos.add(article, [photos.folder / name for name in names], **fields)


def named(article):
    return [photo.file for photo in article.photos]


def told(desk, article):
    """What the copy desk says of the photos: the rule, the number of the photo, the words."""
    flags = desk.articles.copy_desk.checked(desk.articles[article.id]).flags
    return [
        (flag.rule, place.photo, flag.words)
        for flag in flags
        for place in flag.places
        if place.photo
    ]


def rules(desk, article):
    return {(rule, number) for rule, number, _words in told(desk, article)}


# --- the sheet


def test_photos_are_added_edited_moved_and_taken_off_each_as_one_change(desk, article):
    sheet = desk.articles.photos
    changed = with_photos(desk, article, "ảnh/quà.png", "ảnh/xe.jpg", credit="Kiều Vũ")
    assert named(changed) == ["ảnh/quà.png", "ảnh/xe.jpg"]
    assert [photo.credit for photo in changed.photos] == ["Kiều Vũ"] * 2
    first = replace(changed.photos[0], caption="  Chị Thu\nnhận quà ", until=date(2027, 6, 1))
    assert sheet.edit(changed, 0, first).photos[0].caption == "Chị Thu nhận quà"
    assert named(sheet.move(changed, 0, 1)) == ["ảnh/xe.jpg", "ảnh/quà.png"]
    assert named(sheet.move(changed, 1, 9)) == ["ảnh/xe.jpg", "ảnh/quà.png"]
    assert named(sheet.remove(changed, 0)) == ["ảnh/quà.png"]
    assert (sheet.folder / "ảnh" / "xe.jpg").exists()
    labels = [desk.undo.step_back() for _step in range(4)]
    assert labels == ["delete photo", "move photo", "edit photo", "new photo"]
    assert named(desk.articles[article.id]) == []


def test_a_photo_that_is_gone_is_told(desk, article):
    sheet = desk.articles.photos
    for change in (
        lambda: sheet.remove(article, 0),
        lambda: sheet.move(article, 0, 1),
        lambda: sheet.edit(article, 0, Photo(file="a.jpg")),
    ):
        with pytest.raises(DeskError, match="That entry is no longer there"):
            change()


def test_a_path_is_kept_from_the_folder_of_the_desk_or_from_the_root(
    desk, article, home, monkeypatch
):
    sheet = desk.articles.photos
    far = put(home, "b.png")
    monkeypatch.chdir(sheet.folder / "ảnh")
    changed = sheet.add(article, ["../ảnh/quà.png", far, "xe.jpg"])
    assert named(changed) == ["ảnh/quà.png", far.as_posix(), "ảnh/xe.jpg"]
    assert [sheet.path(photo).exists() for photo in changed.photos] == [True] * 3


def test_a_desk_that_is_moved_with_its_folder_still_has_its_photos(tmp_path):
    folder = tmp_path / "cũ"
    put(folder, "ảnh/quà.png")
    with open_desk(folder / "desk.json") as desk:
        article = desk.articles.new(headline="Quà", body="Lời.")
        with_photos(desk, article, "ảnh/quà.png")
    moved = folder.rename(tmp_path / "chỗ mới")
    with open_desk(moved / "desk.json") as desk:
        (seen,) = desk.articles.photos.look(desk.articles[article.id])
    assert (seen.fault, seen.kind, seen.width, seen.height) == ("", "png", 4, 2)


def test_a_folder_stands_for_the_pictures_in_it(desk, article):
    folder = desk.articles.photos.folder / "ảnh"
    put(folder, "đọc.txt", b"no picture")
    put(folder, ".ẩn.png")
    assert named(desk.articles.photos.add(article, [folder])) == ["ảnh/quà.png", "ảnh/xe.jpg"]
    put(folder, "rỗng/đọc.txt", b"no picture")
    with pytest.raises(InvalidValueError, match="Name a picture, or a folder that has some"):
        desk.articles.photos.add(article, [folder / "rỗng"])


@pytest.mark.parametrize("name", ["thiếu.png", "chữ.png", "ống.png", "a\0b.png", "ảnh/quà.png/x"])
def test_what_is_no_picture_is_not_added(desk, article, name):
    folder = desk.articles.photos.folder
    put(folder, "chữ.png", b"just a text")
    os.mkfifo(folder / "ống.png")
    with pytest.raises(FileError) as refusal:
        with_photos(desk, article, "ảnh/quà.png", name)
    assert one_sentence(refusal.value)
    assert desk.articles[article.id].photos == ()


def test_another_file_of_a_photo_must_be_a_picture_as_well(desk, article):
    sheet = desk.articles.photos
    changed = with_photos(desk, article, "ảnh/quà.png", caption="Quà")
    again = sheet.edit(changed, 0, replace(changed.photos[0], file="ảnh/xe.jpg"))
    assert again.photos == (Photo(file="ảnh/xe.jpg", caption="Quà"),)
    with pytest.raises(FileError):
        sheet.edit(changed, 0, replace(changed.photos[0], file="thiếu.png"))
    (sheet.folder / "ảnh/xe.jpg").unlink()  # its caption can be edited all the same
    assert sheet.edit(changed, 0, replace(again.photos[0], caption="Xe")).photos[0].caption == "Xe"


def test_there_is_an_end_to_how_many_photos_an_article_has(desk, article):
    with pytest.raises(InvalidValueError, match="at most 200 pictures"):
        with_photos(desk, article, *["ảnh/quà.png"] * 201)


def test_a_name_that_no_record_can_hold_is_refused(desk, article):
    folder = os.fsencode(desk.articles.photos.folder)
    with open(folder + b"/\xff.png", "wb") as file:  # noqa: PTH123  # no Path has such a name
        file.write(png())
    with pytest.raises(InvalidValueError, match="is not UTF-8; rename the file"):
        with_photos(desk, article, os.fsdecode(b"\xff.png"))


def test_an_article_with_nothing_but_photos_is_not_thrown_away(desk, article):
    empty = desk.articles.new()
    with_photos(desk, empty, "ảnh/quà.png")
    assert not desk.articles.is_unused(empty)


@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [
        (png(640, 480), "png", (640, 480)),
        (jpeg(1200, 800), "jpeg", (1200, 800)),
        (gif(30, 20), "gif", (30, 20)),
        (webp(b"VP8X", 900, 600), "webp", (900, 600)),
        (webp(b"VP8L", 900, 600), "webp", (900, 600)),
        (webp(b"VP8 ", 900, 600), "webp", (900, 600)),
        (b"BM" + b"\0" * 12 + (40).to_bytes(4, "little") + b"\3\0\0\0\2\0\0\0", "bmp", (3, 2)),
        (b"II*\0" + b"\0" * 20, "tiff", (0, 0)),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "heic", (0, 0)),
        (b"\0\0\0\x18ftypavif" + b"\0" * 20, "avif", (0, 0)),
        (jpeg()[:12], "jpeg", (0, 0)),
        (png()[:12], "png", (0, 0)),
        (b"\xff\xd8\xff\xe1\0\0" * 400, "jpeg", (0, 0)),
    ],
    ids=range(13),
)
def test_kind_and_size_are_known_from_the_first_bytes(desk, article, data, kind, size):
    put(desk.articles.photos.folder, "a", data)
    (seen,) = desk.articles.photos.look(with_photos(desk, article, "a"))
    assert (seen.kind, (seen.width, seen.height), seen.size) == (kind, size, len(data))


# --- checks


def test_what_a_photo_lacks_is_told_with_its_number(desk, article):
    with_photos(desk, article, "ảnh/quà.png", "ảnh/xe.jpg", credit="Kiều Vũ")
    lacks = {("photo-no-caption", 1), ("photo-no-alt", 1), ("photo-no-caption", 2)}
    assert rules(desk, article) == {*lacks, ("photo-no-alt", 2)}
    assert ("photo-no-caption", 2, "xe.jpg") in told(desk, article)
    full = {"caption": "Chị Thu nhận quà", "credit": "Kiều Vũ", "alt": "Hai người trao túi gạo"}
    for place in (0, 1):
        photo = replace(desk.articles[article.id].photos[place], **full)
        desk.articles.photos.edit(article, place, photo)
    assert rules(desk, article) == set()
    desk.articles.photos.edit(article, 1, replace(photo, credit=" "))
    assert rules(desk, article) == {("photo-no-credit", 2)}


def test_a_caption_that_repeats_the_headline_is_told(desk, article):
    with_photos(desk, article, "ảnh/quà.png", caption="TỔ MAY TẶNG QUÀ.", credit="A", alt="B")
    assert told(desk, article) == [("photo-caption-is-headline", 1, "TỔ MAY TẶNG QUÀ.")]


def test_a_caption_is_text_that_other_rules_look_at(desk, article):
    with_photos(desk, article, "ảnh/quà.png", caption="Chị Thu đươc nhận quà", credit="A", alt="B")
    (flag,) = desk.articles.copy_desk.checked(desk.articles[article.id]).flags
    assert (flag.words, flag.places[0].field, flag.places[0].photo) == (
        "đươc",
        "photos.0.caption",
        1,
    )


def test_a_name_of_a_file_is_no_text(desk, article):
    put(desk.articles.photos.folder, "đươc  nguời.png")
    with_photos(desk, article, "đươc  nguời.png", caption="Chị Thu", credit="A", alt="B")
    assert told(desk, article) == []


def test_the_same_picture_twice_is_told_under_any_name(desk, article):
    folder = desk.articles.photos.folder
    put(folder, "khác.png", png(colour=(1, 2, 3)))
    put(folder, "bản sao.png")
    os.link(folder / "ảnh/xe.jpg", folder / "xe.jpg")
    names = ("ảnh/quà.png", "khác.png", "bản sao.png", "ảnh/xe.jpg", "xe.jpg", "khác.png")
    with_photos(desk, article, *names, caption="x", credit="x", alt="x")
    assert rules(desk, article) == {("photo-twice", number) for number in (3, 5, 6)}
    seen = desk.articles.photos.look(desk.articles[article.id])
    assert [one.twin for one in seen] == [0, 0, 1, 0, 4, 2]


def test_a_file_that_is_gone_or_no_picture_any_more_holds_the_article_back(desk, article):
    folder = desk.articles.photos.folder
    with_photos(desk, article, "ảnh/quà.png", "ảnh/xe.jpg", caption="x", credit="x", alt="x")
    assert rules(desk, article) == set()
    (folder / "ảnh/quà.png").unlink()
    (folder / "ảnh/xe.jpg").write_bytes(b"just a text")
    assert rules(desk, article) == {("photo-missing", 1), ("photo-no-picture", 2)}
    with pytest.raises(BlockedError) as refusal:
        desk.articles.workflow.set_status([article], Status.APPROVED)
    assert "cannot be read: “quà.png” (photo 1)" in one_sentence(refusal.value)
    put(folder, "ảnh/quà.png")
    put(folder, "ảnh/xe.jpg", jpeg())
    desk.articles.workflow.set_status([article], Status.APPROVED)
    assert desk.articles[article.id].status is Status.APPROVED


def test_rights_are_over_on_the_day_after_the_last(desk, article, clock):
    last = date(2027, 4, 20)
    with_photos(desk, article, "ảnh/quà.png", caption="x", credit="x", alt="x", until=last)
    assert clock().date() == last
    assert rules(desk, article) == set()
    assert desk.articles.gates.blocks(article, Status.APPROVED) == []
    clock.wait(24 * 60)
    assert rules(desk, article) == {("photo-rights-over", 1)}
    (stop,) = desk.articles.gates.blocks(desk.articles[article.id], Status.APPROVED)
    assert stop.flag.message("en").endswith("it could be used until 20.4.2027 only")


def test_what_is_ignored_of_a_photo_stays_so_when_the_order_changes(desk, article):
    from store.copydesk.ignoring import marks_of

    with_photos(desk, article, "ảnh/quà.png", "ảnh/xe.jpg", caption="x", credit="x")
    checked = desk.articles.copy_desk.checked(desk.articles[article.id])
    flag = next(flag for flag in checked.flags if flag.words == "quà.png")
    marks = marks_of(flag, desk.articles.copy_desk.manuscript(checked.article))
    desk.articles.ignored.add(article, marks, "ảnh trang trí")
    assert rules(desk, article) == {("photo-no-alt", 2)}
    desk.articles.photos.move(article, 0, 1)
    assert rules(desk, article) == {("photo-no-alt", 1)}


def test_a_photo_is_found_by_its_caption_and_its_credit(desk, article):
    with_photos(desk, article, "ảnh/quà.png", caption="Chị Thu nhận gạo", credit="Kiều Vũ")
    desk.search.index()
    for words in ("nhan gao", "kieu vu"):
        assert [hit.id for hit in desk.search.find(words)] == [article.id]


def test_photos_are_no_part_of_the_history_nor_of_the_page(desk, article):
    page = desk.articles.page_bytes(article)
    revisions = len(desk.revisions.of(article).revisions)
    with_photos(desk, article, "ảnh/quà.png")
    assert desk.articles.page_bytes(article) == page
    assert len(desk.revisions.of(article).revisions) == revisions


def test_a_version_to_be_seen_begins_with_the_photos_of_its_master(desk):
    channels = (Channel("báo in"), Channel("Facebook"), Channel("loa"))
    campaign = desk.records.add(Campaign(name="Mùa quà", channels=channels))
    put(desk.articles.photos.folder, "quà.png")
    master = desk.articles.new(campaign, headline="Quà", body="Lời.", channels=("báo in",))
    master = with_photos(desk, master, "quà.png", caption="Chị Thu")
    post, spoken = desk.articles.versions.make(master, ["Facebook", "loa"])
    assert (post.photos, spoken.photos) == (master.photos, ())
    desk.articles.photos.remove(post, 0)
    assert desk.articles[master.id].photos == master.photos


def test_pictures_of_one_size_are_read_once_and_again_only_when_changed(desk, article, monkeypatch):
    names = [f"{number}.png" for number in range(12)]
    for number, name in enumerate(names):
        put(desk.articles.photos.folder, name, png(6, 4, (number, 0, 0)))
    sizes = {name: (desk.articles.photos.folder / name).stat().st_size for name in names}
    assert len(set(sizes.values())) < len(names)
    alone = {name for name in names if list(sizes.values()).count(sizes[name]) == 1}
    read = []

    def counted(path, digest_of=photo_files.digest_of):
        read.append(path.name)
        return digest_of(path)

    monkeypatch.setattr(photo_files, "digest_of", counted)
    changed = with_photos(desk, article, *names)
    look = desk.articles.photos.look
    assert [one.twin for one in look(changed)] == [0] * 12
    assert sorted(read) == sorted(set(names) - alone)
    read.clear()
    look(changed)
    assert read == []
    first, second = sorted(set(names) - alone, key=names.index)[:2]
    source = desk.articles.photos.folder / first
    (desk.articles.photos.folder / second).write_bytes(source.read_bytes())
    assert look(changed)[names.index(second)].twin == names.index(first) + 1
    assert read == [second]
