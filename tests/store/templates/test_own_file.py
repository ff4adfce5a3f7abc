"""A template of one's own."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

from store.templates import load

from .samples import SMALL, task


class TestAFileOfOnesOwn:
    def test_is_loaded_by_its_path(self, written):
        template = written(task(channels='["Zalo"]', goals='["G1"]'))
        campaign, (only,) = template.build(2027)
        assert (template.name, campaign.template) == ("mine", "mine")
        assert campaign.name == "Đợt 2027"
        assert (only.channels, only.goals, only.due) == (("Zalo",), ("G1",), None)

    def test_needs_only_version_and_name(self, written):
        campaign, tasks = written(start='version = 1\nname = "Trống"\n').build(2027)
        assert campaign.name == "Trống"
        assert campaign.start is campaign.end is None
        assert tasks == []

    def test_may_come_from_windows(self, tmp_path: Path):
        file = tmp_path / "mine.toml"
        file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
        assert load(str(file)).build(2027)[0].phases == ("kế hoạch", "triển khai")

    def test_may_mix_normal_forms(self, written):
        decomposed = normalize("NFD", "đoàn viên")
        assert decomposed != "đoàn viên"
        campaign, (only,) = written(task(audiences=f'["{decomposed}"]')).build(2027)
        assert only.audiences == (campaign.audiences[0].name,) == ("đoàn viên",)

    def test_other_braces_are_just_braces(self, written):
        _, (only,) = written(task(title='"Bài {số} năm {year}"')).build(2027)
        assert only.title == "Bài {số} năm 2027"
