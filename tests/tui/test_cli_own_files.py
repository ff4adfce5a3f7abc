"""Where a user's own files lie, and the list of rules as it is read."""

from __future__ import annotations

import pytest

from tui import settings


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("rules of the copy desk", settings.rules_folder),
        ("export templates", settings.export_templates_folder),
        ("templates", settings.templates_folder),
    ],
)
def test_the_folders_of_own_files_are_told(cli, desk_path, name, folder):
    assert f"{name}\t{folder()}" in cli("paths").lines


def test_the_list_of_rules_says_what_its_columns_are(cli, desk_path):
    first, *rows = (line.split("\t") for line in cli("rules", "list").lines)
    assert first == ["rule", "severity", "kind of rule", "fixed", "ignored", "", "what it says"]
    assert {len(row) for row in rows} == {len(first)}


def test_what_a_rule_fills_in_is_not_shown_as_the_file_writes_it(cli, desk_path):
    told = [line.split("\t")[-1] for line in cli("rules", "list").lines]
    assert "“…” is no day of the calendar" in told
    assert not any("{" in one for one in told)
    assert any("{words}" in one["en"] for one in cli("rules", "list", "--json").json)
