"""`compact` and `paths`, and each line in the language asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tui.locale.catalogues import compile_stale
from tui.locale.update import LOCALE

from ..cli import harmless, names


def test_compacting_says_the_sizes(cli, full_desk, desk_path):
    before = cli("list", "articles", "--json").out
    result = cli("compact")
    assert (result.code, result.err) == (0, "")
    (line,) = result.lines
    found = re.fullmatch(r"([\d,]+) → ([\d,]+) bytes", line)
    assert found
    sizes = [int(number.replace(",", "")) for number in found.groups()]
    assert sizes[1] == desk_path.stat().st_size <= sizes[0]
    assert cli("list", "articles", "--json").out == before


def test_the_paths_name_the_backups_where_they_are(cli, full_desk, desk_path, tmp_path):
    assert f"backups\t{desk_path}.backups" in cli("paths").lines
    link = tmp_path / "nơi khác" / "liên-kết.json"
    link.parent.mkdir()
    link.symlink_to(desk_path)
    assert f"backups\t{desk_path}.backups" in cli("--desk", link, "paths").lines
    copy = Path(cli("--desk", link, "backup").lines[0])
    assert copy.parent == Path(f"{desk_path}.backups")
    assert names(link.parent) == [link.name]
    assert cli("--desk", link, "doctor").out == cli("doctor").out


@pytest.mark.parametrize("words", [(name,) for name in ("doctor", "backup", "restore", "compact")])
def test_the_help_is_in_both_languages(cli, words):
    texts = {lang: cli(*words, "--help", "--lang", lang).out.decode() for lang in ("vi", "en")}
    assert texts["en"].isascii()
    assert not texts["vi"].isascii()


def test_every_line_is_in_the_language_asked_for(cli, changed, desk_path, tmp_path):
    compile_stale(LOCALE)
    broken = tmp_path / "hỏng" / "desk.json"
    broken.parent.mkdir()
    data = json.loads(desk_path.read_bytes())
    data["articles"].clear()
    data["campaigns"].clear()
    data["news"]["5"] = {"headline": "x"}
    broken.write_text(json.dumps(data), encoding="utf-8")
    for command in (
        ("doctor",),
        ("doctor", "--desk", broken),
        ("doctor", "--desk", tmp_path / "không.json"),
        ("restore", changed),
        ("restore", desk_path),
        ("compact",),
        ("paths",),
    ):
        english, vietnamese = (cli(*command, "--lang", lang) for lang in ("en", "vi"))
        assert english.code == vietnamese.code
        for text in (english.out.decode(), vietnamese.out.decode()):
            assert harmless(text)
        lines = [*english.lines, *english.err.splitlines()]
        theirs = [*vietnamese.lines, *vietnamese.err.splitlines()]
        assert len(lines) == len(theirs) > 0
        for line, other in zip(lines, theirs, strict=True):
            assert line != other
    assert cli("doctor", "--repair", "--desk", broken, "--lang", "vi").code == 0
