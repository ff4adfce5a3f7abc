"""Search and related news on the command line."""

from __future__ import annotations

import pytest

from store import Article, NewsItem, Task, open_desk

from .cli import put, refused, toasoan

NEWS = NewsItem(headline="Làng chài dựng lại lồng bè", summary="Hợp tác xã nuôi cá đã sửa phao.")
NETS = Article(headline="Lớp đan lưới ở làng chài", body="Các chị sửa phao để nuôi cá lồng bè.")


@pytest.fixture
def filled(desk_path):
    put(desk_path, NEWS, NETS)
    return desk_path


def test_search_gives_id_kind_and_headline(cli, filled):
    result = cli("search", "lang", "chai", "--json")
    assert result.code == 0
    assert {(row["id"], row["kind"], row["headline"]) for row in result.json} == {
        (NEWS.id, "news", NEWS.headline),
        (NETS.id, "article", NETS.headline),
    }
    assert set(result.json[0]) == {"id", "kind", "headline"}
    (line,) = cli("search", "đan lưới").lines
    assert line == f"{NETS.id[:6]}  article  {NETS.headline}"


def test_search_is_narrowed(cli, filled, desk_path):
    with open_desk(desk_path) as desk:
        campaign = desk.empty_campaign("Mùa lưới", 2027)
        desk.add_task(Task(campaign=campaign.id, title="Gặp làng chài"))
    assert [row["kind"] for row in cli("search", "lang", "--kind", "task", "--json").json] == [
        "task"
    ]
    assert len(cli("search", "lang", "--limit", "1", "--json").json) == 1
    assert cli("search", '"làng chài" trạng thái:đang viết', "--json").json[0]["id"] == NETS.id
    kept = cli("search", "--json", "--", "chài", "-lưới").json
    assert {row["headline"] for row in kept} == {NEWS.headline, "Gặp làng chài"}


def test_nothing_found_is_said(cli, filled):
    result = cli("search", "giếng")
    assert (result.code, result.out) == (0, b"")
    assert "Nothing matches." in result.err
    assert cli("search", "giếng", "--json").json == []


def test_a_wrong_day_is_refused(cli, filled):
    refused(cli("search", "sau:45.13"), "45.13 is not a day of the calendar")
    refused(cli("search", "sau:mai", "lưới"), "mai is not a day of the calendar")


def test_without_a_desk(cli):
    refused(cli("search", "lưới"), "There is no desk")
    refused(cli("related", "abc"), "abc")


def test_related_gives_reasons_best_first(cli, filled, desk_path):
    put(desk_path, NewsItem(headline="Sửa phao", summary="Chuyện khác."))
    rows = cli("related", NETS.id[:8], "--json").json
    assert rows[0]["id"] == NEWS.id
    assert rows == sorted(rows, key=lambda row: -row["score"])
    assert {"id", "headline", "score", "reasons"} <= set(rows[0])
    assert "làng chài" in rows[0]["reasons"]
    line = cli("related", NETS.id, "--limit", "1").lines[0]
    assert NEWS.headline in line
    assert "làng chài" in line
    assert NETS.id in [row["id"] for row in cli("related", NEWS.id[:8], "--json").json]


def test_beside_a_running_app(filled):
    desk = ("--desk", filled)
    with open_desk(filled) as app:
        app.index()
        app.add(NewsItem(headline="Chợ nổi ở làng chài"))
        found = toasoan(*desk, "search", "lang chai", "--json")
        assert found.code == 0
        assert len(found.json) == 3
        related = toasoan(*desk, "related", NETS.id, "--json").json
        assert NEWS.id in [row["id"] for row in related]
        assert len(app.search("lang chai")) == 3
