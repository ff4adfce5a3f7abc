"""News onto the desk: what is taken, told and refused; folders, undo, stopping, doing it again."""

import os
from datetime import date

import pytest

from store import InvalidValueError, open_desk
from store.desk.news_import import UNIT
from store.records import Copy
from tests.conftest import PAGE
from tests.store.news.reports import headlines, only, said
from tests.store.news.samples import (
    BOMB,
    HEADLINES,
    SUMMARIES,
    atom,
    atom_entry,
    json_lines,
    mail,
    mbox,
    row,
    rss,
    rss_item,
    web,
)


def numbered(count, start=0):
    """Rows that nobody takes for the same story."""
    names = ["may", "dệt", "hàn", "tiện", "rèn", "sơn", "mộc", "nề", "điện", "nước"]
    for number in range(start, start + count):
        words = " ".join(f"{names[number // 10**k % 10]}{number}{k}" for k in range(6))
        yield {"title": f"Tổ {words}", "sapo": f"Việc của tổ {words}", "published": "2027-04-10"}


# ---------------------------------------------------------------- pieces


def test_no_headline_the_first_sentence_stands_there(desk, take):
    rows = {"title": "", "sapo": "Mưa to ở cảng. Tàu nghỉ."}, {"title": " ", "sapo": ""}
    report = take("tin.jsonl", json_lines(*rows))
    assert headlines(desk) == ["Mưa to ở cảng"]
    assert [refused.where for refused in report.refused] == ["tin.jsonl:2"]
    assert any("no headline" in told for told in said(report))


def test_a_headline_of_a_megabyte_is_refused_between_good_ones(desk, take):
    report = take("tin.jsonl", json_lines(row(0), row(1, title="ờ" * 1_000_000), row(2)))
    assert headlines(desk) == [HEADLINES[0], HEADLINES[2]]
    (refused,) = report.refused
    assert "1000000 characters, more than 500" in str(refused.why)
    assert len(str(refused.why)) < 200


def test_a_long_headline_of_several_lines_gives_its_first(desk, take):
    report = take("tin.jsonl", json_lines(row(0, title=f"{HEADLINES[0]}\n{'dài ' * 200}")))
    assert headlines(desk) == [HEADLINES[0]]
    assert only(desk).text.startswith("dài dài")
    assert "first line" in str(report.told[0].what)


def test_a_headline_over_two_lines_is_one(desk, take):
    take("tin.jsonl", json_lines(row(0, title="Bến xe\n  thêm quầy\tvé")))
    assert headlines(desk) == ["Bến xe thêm quầy vé"]


def test_a_text_of_megabytes_is_refused(desk, take):
    report = take("tin.jsonl", json_lines(row(0, body="chữ " * 400_000), row(1)))
    assert headlines(desk) == [HEADLINES[1]]
    assert "more than 1000000" in str(report.refused[0].why)


def test_days_missing_wrong_and_in_the_future_are_taken_and_told(desk, take):
    days = ("", "hôm qua", "2031-01-01")
    rows = [row(number, published=day) for number, day in enumerate(days)]
    report = take("tin.jsonl", json_lines(*rows))
    assert [item.published for item in desk.news] == [None, None, date(2031, 1, 1)]
    lines = [f"{told.where} {told.what}" for told in report.told]
    assert "tin.jsonl:2 Its date “hôm qua” cannot be read." in lines
    assert "tin.jsonl:3 Its date is in the future: 1.1.2031." in lines
    assert report.undated == {"tin.jsonl": 2}


def test_tags_and_scripts_in_a_table_go(desk, take):
    take("tin.jsonl", json_lines(row(0, sapo="<p>Một <b>hai</b></p><script>x()</script>3 < 4")))
    assert only(desk).summary == "Một hai 3 < 4"


def test_a_source_that_a_file_names_goes_before_the_one_that_is_typed(desk, put):
    files = [put("a.rss", rss(rss_item(0))), put("b.rss", rss(rss_item(1), title=""))]
    desk.news.import_files(
        [*files, put("c.eml", mail(2)), put("d.html", web(3))], source="Tin Vịnh"
    )
    sources = {item.headline: item.source for item in desk.news}
    assert [sources[headline] for headline in HEADLINES] == [
        "Báo Bến Cảng",
        "Tin Vịnh",
        "Tin Vịnh",
        "Báo Bến Cảng",
    ]


# ---------------------------------------------------------------- the same again


def test_the_same_file_twice_adds_nothing(desk, take):
    data = json_lines(*(row(n) for n in range(4)))
    take("tin.jsonl", data)
    before = list(desk.news)
    report = take("tin.jsonl", data)
    assert list(desk.news) == before
    assert not report.taken
    assert [(f.why, f.has_added) for f in report.folded] == [("address", False)] * 4


@pytest.mark.parametrize("known", ["same run", "before"])
def test_one_story_from_two_feeds_is_one_item_with_both(desk, put, known):
    other = rss_item(0).replace(SUMMARIES[0], SUMMARIES[0] + " Đợt hai vào tháng sau.").replace(
        HEADLINES[0], "Xưởng đóng tàu phát kính bảo hộ mới cho thợ hàn")  # fmt: skip
    files = [put("a.jsonl", json_lines(row(0, published="2027-04-19"))), put("b.rss", rss(other))]
    for part in [files] if known == "same run" else [files[:1], files[1:]]:
        report = desk.news.import_files(part)
    item = only(desk)
    assert item.headline == HEADLINES[0]
    assert item.summary.endswith("Đợt hai vào tháng sau.")
    assert item.sources == (
        Copy(
            source="Báo Bến Cảng",
            link="https://cang.example/0",
            published=date(2027, 4, 20),
            headline="Xưởng đóng tàu phát kính bảo hộ mới cho thợ hàn",
        ),
    )
    assert [(f.why, f.item, f.has_added) for f in report.folded] == [("story", item.id, True)]
    again = desk.news.import_files(files)
    assert only(desk) == item
    assert not any(f.has_added for f in again.folded)


def test_a_folded_copy_leaves_the_text_of_a_card(desk, put):
    from store import Article

    desk.news.import_files([put("a.jsonl", json_lines(row(0)))])
    article = desk.links.add(desk.records.add(Article(headline="Bài")), only(desk))
    desk.news.import_files(
        [put("b.jsonl", json_lines(row(0, sapo=SUMMARIES[0] + " Còn nữa.", url="")))]
    )
    assert only(desk).summary.endswith("Còn nữa.")
    assert desk.articles[article.id].links == article.links


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (row(0), row(0, published="2027-04-25", url="")),  # weeks later: a series
        (
            row(0, title="Giá gạo hôm nay 10.4 ở chợ Bến"),
            row(0, title="Giá gạo hôm nay 11.4 ở chợ Bến", url=""),
        ),
        ({"title": "Tin vắn", "sapo": SUMMARIES[0]}, {"title": "Tin vắn", "sapo": SUMMARIES[1]}),
        (row(0), row(1, url="https://bao.example/tin-0.html")),  # one address for all
        (
            row(0, title="Phim ngắn: Người gác đèn biển", url=""),
            row(0, title="Kịch nói: Mưa trên bến cũ", url=""),
        ),
        (row(0, url="https://bao.example/"), row(1, url="https://bao.example/")),
    ],
)  # fmt: skip
def test_what_is_alike_but_another_story_stays(desk, take, first, second):
    take("tin.jsonl", json_lines(first, second))
    assert len(desk.news) == 2


@pytest.mark.parametrize(
    "second",
    [
        row(0, sapo="Khác hẳn.", title=HEADLINES[0].upper(), url=""),
        row(0, title="Xuong dong tau phat kinh bao ho cho tho han", url=""),
        row(0, published="", url="", source="Tin Vịnh"),
        row(
            0, title=HEADLINES[0] + " giỏi", url="HTTP://www.bao.example/tin-0.html?utm_source=a#b"
        ),
    ],
)
def test_what_is_the_same_though_it_looks_otherwise(desk, take, second):
    take("tin.jsonl", json_lines(row(0), second))
    assert len(desk.news) == 1


# ---------------------------------------------------------------- whole imports


def everything(put, tmp_path):
    put("a/trang.txt", PAGE)
    put("a/tin.csv", "title;sapo\n" + ";".join((HEADLINES[1], SUMMARIES[1])) + "\n")
    put("a/.an.csv", "title;sapo\nẩn;ẩn\n")
    put("b/bom.xml", BOMB)
    put("b/tin.rss", rss(rss_item(2)))
    put("b/vinh.atom", atom(atom_entry(2)))
    put("b/thu.mbox", mbox(mail(3)))
    put("c/bai.html", web(0))
    put("c/bai_files/quang-cao.html", web(1))
    put("c/anh.png", b"\x89PNG\0\0")
    root = tmp_path / "tin"
    (root / "c" / "vong").symlink_to(root)
    (root / "c" / "mat.csv").symlink_to(root / "khong-co")
    os.mkfifo(root / "c" / "ong.csv")
    return root


def test_a_folder_with_everything_in_it(desk, put, tmp_path):
    report = desk.news.import_files([everything(put, tmp_path)])
    assert sorted(headlines(desk)) == sorted(
        ["Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê", *HEADLINES]
    )
    assert [refused.where for refused in report.refused] == ["bom.xml", "anh.png"]
    assert len(report.folded) == 1
    assert report.files == 8
    assert [item.origin for item in desk.news][:3] == ["tin.csv", "trang.txt", "thu.mbox"]
    again = desk.news.import_files([tmp_path / "tin"])
    assert not again.taken
    assert not any(folded.has_added for folded in again.folded)


def test_a_file_that_is_not_there_or_is_no_file(desk, tmp_path, put):
    os.mkfifo(tmp_path / "ong")
    good = put("tin.jsonl", json_lines(row(0)))
    report = desk.news.import_files([tmp_path / "khong.csv", tmp_path / "ong", good])
    assert len(report.taken) == 1
    assert report.files_refused == 2


def test_an_import_is_one_entry_of_the_undo_list(desk, put):
    kept = desk.news.import_files([put("a.jsonl", json_lines(row(0)))])
    before = list(desk.news)
    files = [
        put("b.jsonl", json_lines(*numbered(UNIT * 2 + 10))),
        put("c.rss", rss(rss_item(0).replace("20 Apr", "11 Apr"))),
        put("d.jsonl", json_lines(row(0, sapo=SUMMARIES[0] + " Thêm.", url="", source="Tin Vịnh"))),
    ]
    report = desk.news.import_files(files)
    assert len(report.taken) == UNIT * 2 + 10
    assert only_one(desk, kept.taken[0]).sources
    assert [entry.label for entry in desk.undo.entries()] == ["import of news", "import of news"]
    assert desk.undo.step_back() == "import of news"
    assert list(desk.news) == before
    assert desk.undo.step_back() == "import of news"
    assert not len(desk.news)
    assert desk.undo.step_back() is None


def only_one(desk, item):
    return desk.news[item]


def test_an_import_whose_item_is_on_a_page_by_now_is_not_taken_back(desk, take):
    from store import Article

    take("a.jsonl", json_lines(row(0), row(1)))
    article = desk.records.add(Article(headline="Bài"))
    desk.links.add(article, next(iter(desk.news)))
    desk.undo.step_back()
    desk.links.add(article, next(iter(desk.news)))
    desk.undo._entries.pop()  # as if it had been linked in a way that is not on the list
    with pytest.raises(InvalidValueError):
        desk.undo.step_back()
    assert len(desk.news) == 2


def test_each_unit_is_one_save(desk, put, monkeypatch):
    saves = []
    real = desk.records.store.storage.commit

    def commit(changes):
        saves.append(1)
        real(changes)

    monkeypatch.setattr(desk.records.store.storage, "commit", commit)
    desk.news.import_files([put("a.jsonl", json_lines(*numbered(UNIT * 3)))])
    assert len(saves) == 3


def test_stopping_keeps_what_is_in(desk, desk_path, put, clock):
    seen = []

    def until_some_are_in(progress):
        seen.append(progress)
        return progress.taken < UNIT + 20

    report = desk.news.import_files(
        [put("a.jsonl", json_lines(*numbered(UNIT * 4)))], progress=until_some_are_in
    )
    assert report.stopped == "asked"
    assert len(report.taken) == len(desk.news) == UNIT
    assert seen[-1].file == "a.jsonl"
    assert 0 < seen[-1].done < seen[-1].total
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert len(again.news) == UNIT
        again.news.import_files([put("a.jsonl", json_lines(*numbered(UNIT * 4)))])
        assert len(again.news) == UNIT * 4


def test_stopping_while_the_desk_is_looked_through(desk, take):
    take("a.jsonl", json_lines(*numbered(30)))
    report = take("b.jsonl", json_lines(row(0)), progress=lambda _progress: False)
    assert report.stopped == "asked"
    assert len(desk.news) == 30


def test_a_full_disk_ends_it_and_what_is_in_stays(desk, put, disk):
    def fill(progress):
        disk.full = progress.taken >= UNIT
        return True

    report = desk.news.import_files(
        [put("a.jsonl", json_lines(*numbered(UNIT * 3)))], progress=fill
    )
    disk.full = False
    assert report.stopped == "failed"
    assert "could not be written" in str(report.failure)
    assert len(report.taken) == len(desk.news) == UNIT
    assert desk.undo.step_back() == "import of news"
    assert not len(desk.news)


def test_a_dry_run_changes_nothing_and_says_what_would_be(desk, put):
    files = [put("a.jsonl", json_lines(*numbered(UNIT + 5), row(0), row(0)))]
    report = desk.news.import_files(files, dry=True)
    assert len(report.taken) == UNIT + 6
    assert len(report.folded) == 1
    assert not len(desk.news)
    assert not desk.undo.entries()


def test_a_dry_run_says_what_is_folded_into_what_as_the_import_does(desk, put):
    again = row(0, url="", source="Tin Vịnh")
    files = [put("a.jsonl", json_lines(row(0), *numbered(UNIT + 5), again, row(0)))]
    told = desk.news.import_files(files, dry=True).folded
    done = desk.news.import_files(files).folded
    assert [(f.why, f.has_added, f.into) for f in told] == [
        (f.why, f.has_added, f.into) for f in done
    ]
    assert told[0].has_added


def test_the_new_fields_come_back_from_the_file(desk, desk_path, put, clock):
    rows = row(0, body="Cả bài."), row(0, url="", source="Tin Vịnh")
    desk.news.import_files([put("a.jsonl", json_lines(*rows))])
    item = only(desk)
    assert item.text == "Cả bài."
    assert item.sources == (Copy(source="Tin Vịnh", published=date(2027, 4, 10)),)
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert only(again) == item


def test_a_worker_hands_what_changes_the_desk_to_another_thread(desk, put):
    turns = []

    def turn(work):
        turns.append(work)
        return work()

    desk.news.import_files([put("a.jsonl", json_lines(*numbered(UNIT + 1)))], turn=turn)
    assert len(turns) == 4  # the look through the desk, two units, the undo list


def test_the_preview_says_what_would_come(desk, put, tmp_path):
    files = [put("a.csv", f"tít;sapo\n{HEADLINES[0]};{SUMMARIES[0]}\n"), put("b.xml", BOMB)]
    table, bomb = desk.news.preview(files)
    assert (table.kind, bomb.kind) == ("table", "feed")
    assert table.table.mapping == {"headline": "tít", "summary": "sapo"}
    assert table.pieces[0].headline == HEADLINES[0]
    assert "DOCTYPE" in str(bomb.pieces[0].why)
    (other,) = desk.news.preview(files[:1], {"headline": "sapo"})
    assert other.pieces[0].headline == SUMMARIES[0]
    (many,) = desk.news.preview([put("c.jsonl", json_lines(*numbered(20)))])
    assert len(many.pieces) == 5
    assert not len(desk.news)


@pytest.mark.parametrize("author", [{"name": "Lê Thu"}, {"#text": "Lê Thu"}, [{"title": "Lê Thu"}]])
def test_an_author_may_be_an_object_with_a_name(desk, put, author):
    desk.news.import_files([put("a.jsonl", json_lines(row(0, author=author)))])
    assert only(desk).author == "Lê Thu"


# ---------------------------------------------------------------- taking apart


def test_a_folded_piece_can_be_taken_apart_again(desk, put):
    longer = SUMMARIES[0] + " Đợt hai vào tháng sau."
    other = row(0, title="Xưởng đóng tàu phát kính bảo hộ mới cho thợ hàn", sapo=longer,
                url="https://vinh.example/1", source="Tin Vịnh")  # fmt: skip
    desk.news.import_files([put("a.jsonl", json_lines(row(0)))])
    before = only(desk)
    (folded,) = desk.news.import_files([put("b.jsonl", json_lines(other))]).folded
    assert only(desk).summary == longer
    piece = desk.news.take_apart(folded)
    assert (piece.headline, piece.summary, piece.source) == (other["title"], longer, "Tin Vịnh")
    assert piece.origin == "b.jsonl"
    first = desk.news[before.id]
    assert (first.summary, first.sources) == (before.summary, before.sources)
    with pytest.raises(InvalidValueError, match="apart already"):
        desk.news.take_apart(folded)
    again = desk.news.import_files(
        [put("a.jsonl", json_lines(row(0))), put("b.jsonl", json_lines(other))]
    )
    assert [(one.item, one.has_added) for one in again.folded] == [
        (first.id, False), (piece.id, False)]  # fmt: skip
    assert desk.undo.step_back() == "taking news apart"
    assert only(desk).summary == longer
    assert len(only(desk).sources) == 1


def test_what_an_editor_has_changed_since_stays_when_a_piece_is_taken_apart(desk, take):
    longer = SUMMARIES[0] + " Đợt hai vào tháng sau."
    (folded,) = take("a.jsonl", json_lines(row(0), row(0, sapo=longer))).folded
    desk.records.change(only(desk), summary="Sapo của tòa soạn.")
    desk.news.take_apart(folded)
    assert sorted(item.summary for item in desk.news) == sorted((longer, "Sapo của tòa soạn."))


def test_what_says_nothing_new_need_not_be_taken_apart(desk, take):
    (folded,) = take("a.jsonl", json_lines(row(0), row(0))).folded
    assert folded.piece is None
    with pytest.raises(InvalidValueError, match="only the same item again"):
        desk.news.take_apart(folded)


def test_an_item_that_is_gone_gives_nothing_back(desk, take):
    (folded,) = take("a.jsonl", json_lines(row(0), row(0, sapo="Ngắn.", url=""))).folded
    desk.undo.step_back()
    with pytest.raises(InvalidValueError, match="no longer there"):
        desk.news.take_apart(folded)
