"""Exports in other formats: the files, the ledger, and names that no file may have."""

from __future__ import annotations

import shutil

import pytest

from store import DeskError, PageError
from store.campaign_records import Campaign
from store.channels import Channel
from store.formats.registry import form_kept, form_of
from store.formats.template import template_in
from store.records import Status

from .disk import one_sentence

DOCX = form_of("docx")


def approved(desk, campaign=None, headline="bữa cơm ca", **fields):
    article = desk.articles.new(campaign, headline=headline, body=f"{headline}.", **fields)
    return desk.articles.set_status(article, Status.APPROVED)


def exported(desk, articles, folder, form=DOCX, **options):
    bulk = desk.articles.bulk
    plan = bulk.export_plan(articles, folder, form.format.suffix)
    return bulk.export(plan, form=form, **options)


@pytest.mark.parametrize("name", ["md", "html", "docx", "wxr", "ninjs", "eml"])
def test_the_ledger_keeps_what_went_out_in_any_format(desk, tmp_path, name):
    form = form_of(name)
    article = approved(desk)
    path = desk.articles.export(article, tmp_path, form=form)
    assert path.name == f"2027-04-20-bua-com-ca{form.format.suffix}"
    (entry,) = desk.ledger.entries()
    assert desk.ledger.page_of(entry) == path.read_bytes()
    assert form_kept(entry.form) == form
    assert "bữa cơm ca." in form_kept(entry.form).shown(entry.page)
    assert not desk.ledger.is_edited_since(article)
    assert exported(desk, [article], tmp_path, form).same == [path]
    assert desk.ledger.write(entry, tmp_path) == path
    desk.articles.type_text(article, body="khác.")
    assert desk.ledger.is_edited_since(desk.articles[article.id])


def test_a_page_in_the_house_layout_is_recorded_as_before(desk, tmp_path):
    desk.articles.export(approved(desk), tmp_path)
    (entry,) = desk.ledger.entries()
    assert (entry.form, entry.text_digest) == ("", "")


def test_several_go_out_in_a_format_and_those_that_cannot_are_refused(desk, tmp_path):
    fine = approved(desk)
    bad = approved(desk, headline="“Ấm” – 漢")
    report = exported(desk, [bad, fine], tmp_path, form_of("txt", "tcvn3"))
    assert [one.article.id for one in report.refused] == [bad.id]
    assert "lacks characters of this page: “ Ấ ” – 漢" in str(report.refused[0].why)
    assert [path.read_bytes()[:4] for path in report.written] == [b"b\xf7a "]
    assert [entry.piece for entry in desk.ledger.entries()] == [fine.id]


def test_what_awaits_is_finished_and_not_out_as_it_reads(desk, tmp_path):
    campaign = desk.records.add(Campaign(name="TCN", channels=(Channel("báo in"), Channel("loa"))))
    out, edited, ready = (
        approved(desk, campaign, headline, channels=("báo in", "loa")) for headline in "abc"
    )
    draft = desk.articles.new(campaign, headline="d", body="d.")
    exported(desk, [out, edited], tmp_path)
    desk.articles.type_text(edited, body="khác.")
    everything = [out, edited, ready, draft]

    def awaiting(channel=""):
        return [one.headline for one in desk.articles.bulk.awaiting(everything, channel)]

    assert awaiting() == ["b", "c"]
    assert awaiting("báo in") == ["b", "c"]
    assert awaiting("loa") == ["a", "b", "c"]
    exported(desk, everything[:3], tmp_path, channel="loa", replace=True)
    assert awaiting("loa") == []


def test_a_template_that_fails_stops_and_leaves_nothing_half_written(desk, tmp_path):
    file = tmp_path / "facebook.txt.j2"
    file.write_text("{{ headline }}\n{{ titel }}", encoding="utf-8")
    form = form_of()._replace(format=template_in(file))
    report = exported(desk, [approved(desk, headline=h) for h in "ab"], tmp_path / "ra", form)
    assert report.stopped == "failed"
    assert str(report.failure).startswith("Line 2 of the export template facebook.txt.j2 fails")
    assert not (tmp_path / "ra").exists()
    assert desk.ledger.entries() == []


def test_a_folder_that_vanishes_is_not_made_again(desk, tmp_path):
    folder = tmp_path / "ra"
    articles = [approved(desk, headline=headline) for headline in "abc"]

    def goes_on(report):
        if report.done == 1:
            shutil.rmtree(folder)
        return True

    report = exported(desk, articles, folder, goes_on=goes_on)
    assert report.stopped == "failed"
    assert "cannot be written: No such file" in str(report.failure)
    assert not folder.exists()
    assert len(desk.ledger.entries()) == 1  # the first was on the disk


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a/b.txt", "cannot be the name"),
        ("../b.txt", "cannot be the name"),
        ("..", "cannot be the name"),
        ("a\0b.txt", "cannot be the name"),
        ("a\nb.txt", "cannot be the name"),
        ("x" * 300, "is too long"),
        ("ộ" * 120 + ".txt", "is too long"),
        ("CON.txt", "Windows keeps the name"),
        ("com1", "Windows keeps the name"),
        ("a:b.txt", "no file names with “:”"),
        ("bài. ", "which Windows drops"),
    ],
    ids=range(11),
)
def test_a_name_that_no_file_may_have_is_refused(desk, tmp_path, name, why):
    with pytest.raises(DeskError) as refusal:
        desk.articles.export(approved(desk), tmp_path / "ra", name=name)
    assert why in one_sentence(refusal.value)
    assert not (tmp_path / "ra").exists()
    assert not (tmp_path / "b.txt").exists()
    assert desk.ledger.entries() == []


@pytest.mark.parametrize("there", ["Bài.txt", "BÀI.TXT", "ba\u0300i.txt"])
def test_two_names_that_are_one_elsewhere_are_refused(desk, tmp_path, there):
    folder = tmp_path / "ra"
    folder.mkdir()
    (folder / there).write_bytes(b"")
    with pytest.raises(DeskError) as refusal:
        desk.articles.export(approved(desk), folder, name="bài.txt")
    assert "are one name to some systems" in one_sentence(refusal.value)
    assert [path.name for path in folder.iterdir()] == [there]


def test_several_avoid_such_names(desk, tmp_path):
    (tmp_path / "2027-04-20-A.docx").write_bytes(b"")
    report = exported(desk, [approved(desk, headline="a")], tmp_path)
    assert [path.name for path in report.written] == ["2027-04-20-a-2.docx"]


def test_what_the_house_layout_cannot_hold_goes_out_in_no_format(desk, tmp_path):
    article = desk.articles.new(headline="a", body="a.\n\n\nb.")
    with pytest.raises(PageError):
        desk.articles.export(article, tmp_path, form=DOCX)
