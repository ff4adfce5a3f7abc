"""The report of a desk: what of it is counted, and the files it is written to."""

from __future__ import annotations

import pytest

from store import FileError
from store.campaign_records import Campaign, Quota
from store.records import Article, Status
from store.report import report_text

from .samples import read_calendar


def test_a_desk_writes_its_report_and_never_over_something_else_unasked(desk, tmp_path):
    made = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa quà")
    folder = tmp_path / "ra"
    paths = desk.reports.write(made, folder)
    stem = "2027-04-20-mua-qua"
    assert [path.name for path in paths] == [
        f"{stem}.{end}" for end in ("txt", "md", "docx", "csv", "ics")
    ]
    assert paths[0].read_text(encoding="utf-8") == report_text(desk.reports.figures(made))
    assert desk.reports.write(made, folder) == paths  # the same bytes
    for path in paths[:4]:
        path.unlink()
    paths[4].write_bytes(b"mine")
    with pytest.raises(FileError, match=r"\.ics is there already"):
        desk.reports.write(made, folder)
    assert list(folder.iterdir()) == [paths[4]]  # nothing has been written beside it
    desk.reports.write(made, folder, replace=True)
    assert read_calendar(paths[4].read_bytes()).events


def test_only_the_campaigns_own_tasks_and_articles_are_reported(desk):
    made = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa quà")
    other = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa khác")
    own = desk.records.add(Article(headline="Của mình", campaign=made.id, status=Status.APPROVED))
    desk.records.add(Article(headline="Của người", campaign=other.id))
    found = desk.reports.figures(made)
    assert {task.campaign for task in found.tasks} == {made.id}
    assert set(found.articles) == {own.id}
    effect = next(score for score in found.scores if score.name == "hiệu quả")
    assert effect.counted == ()  # neither has begun on 20.4.


def test_the_quota_of_campaigns_counts_those_of_the_whole_desk(desk):
    today = desk.records.today()
    quotas = (Quota(name="đợt truyền thông", at_least=2, per="năm"),)
    one = desk.records.add(Campaign(name="Một", year=today.year, start=today, quotas=quotas))
    other = desk.records.add(Campaign(name="Hai", year=today.year, start=today))
    parts = [part for score in desk.reports.figures(one).scores for part in score.parts]
    (found,) = [part for part in parts if part.label.startswith("đợt truyền thông")]
    assert (found.value, set(found.counted)) == (2, {one.id, other.id})
