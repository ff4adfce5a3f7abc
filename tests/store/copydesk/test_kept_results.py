"""What the checks have found is kept beside the desk, and takes next to no memory."""

from __future__ import annotations

import sqlite3
import sys

from store import open_desk
from tests.pictures import png

TEXT = "Hà Nội – Tổ may số bảy dùng máy mới, ai cũng thấy nhẹ tay hơn trước. " * 20


def kept_of(desk_path):
    with sqlite3.connect(desk_path.with_name("desk.json.index")) as base:
        return {one for (one,) in base.execute("SELECT id FROM checks")}


def test_a_text_takes_no_more_memory_once_it_is_checked(desk):
    article = desk.articles.new(headline="Máy chạy êm", byline="Lan", body=TEXT.strip())
    texts = article.headline, article.byline, article.body
    before = [sys.getsizeof(text) for text in texts]
    assert desk.articles.verdicts.check_all() == 1
    assert [sys.getsizeof(text) for text in texts] == before


def test_of_what_is_gone_nothing_is_kept_from_the_next_start_on(desk, desk_path):
    gone, stays = (desk.articles.new(headline=name, body=TEXT) for name in ("Bỏ", "Giữ"))
    desk.articles.verdicts.check_all()
    desk.articles.bulk.remove([gone])
    desk.articles.verdicts.check_all()
    desk.close()
    assert kept_of(desk_path) == {gone.id, stays.id}, "an undo may have brought it back"
    with open_desk(desk_path) as again:
        assert again.articles.verdicts.check_all() == 0
    assert kept_of(desk_path) == {stays.id}


def test_a_desk_for_reading_only_remembers_what_it_found_itself(desk, desk_path, tmp_path):
    picture = tmp_path / "to-may.png"
    picture.write_bytes(png(2000, 1500))
    article = desk.articles.new(headline="Máy chạy êm", body=TEXT)
    desk.articles.photos.add(article, [picture], caption="Tổ may", credit="Lan", alt="Tổ may")
    desk.close()
    with open_desk(desk_path, read_only=True) as reading:
        verdicts = reading.articles.verdicts
        assert verdicts.check_all() == 1
        verdicts.look_at_files()
        assert (verdicts.due, verdicts.check_all()) == (1, 0)
