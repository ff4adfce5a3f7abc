"""What is wrong in a file of rules is told by line and field, in plain words; the rest works."""

from __future__ import annotations

import pytest

from store.copydesk import rule_files

GOOD = """\
[[rules]]
id = "good"
kind = "existence"
words = ["xịn"]
vi = "x"
en = "x"
wrong = ["xe xịn"]
right = ["xe tốt"]
"""
NEW_LINE = "\n"
LINES = GOOD.count(NEW_LINE)


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        file = rule_files.read(path)
        told = [str(fault).removeprefix(f"{path}, ") for fault in file.faults]
        return [rule.id for rule in file.rules], told

    return reading


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('words = ["xịn"]', 'pattern = "(x"', 4, "pattern: this is no pattern; look at"),
        ('words = ["xịn"]', 'pattern = "x"\nunless = "[x"', 5, "unless: this is no pattern"),
        ('words = ["xịn"]', 'words = "xịn"', 4, "words: this must be a list in square brackets"),
        ('words = ["xịn"]', 'words = [""]', 4, "words: this must not be empty"),
        ('words = ["xịn"]', "words = [3]", 4, "words: this must be a text in quotation marks"),
        ('words = ["xịn"]', "", 1, "words: give either pattern or words"),
        ('"existence"', '"wonder"', 3, "kind: this cannot be “wonder”; it is one of: existence, "),
        ('kind = "existence"\n', "", 1, "kind: this is missing"),
        ('vi = "x"\n', "", 1, "vi: this is missing"),
        ('vi = "x"', 'vi = ""', 5, "vi: this must not be empty"),
        ('"good"', '"Tốt"', 2, "id: only small letters, digits and dashes, a letter first"),
        ('vi = "x"', 'vi = "x"\nvii = "x"', 6, "vii: there is no such field here"),
        ('vi = "x"', 'vi = "x"\noff = "yes"', 6, "off: this must be true or false"),
        ('vi = "x"', 'vi = "x"\nseverity = "grave"', 6, "it is one of: block, warning, reminder"),
        ('vi = "x"', 'vi = "x"\nscope = ["tít"]', 6, "scope: this cannot be “tít”; it is one of:"),
    ],
)
def test_a_fault_names_its_line_and_its_field(read, old, new, line, said):
    found, (told,) = read(GOOD.replace(old, new) + GOOD.replace("good", "other"))
    assert found == ["other"]
    assert told.startswith(f"line {line}: ")
    assert said in told


@pytest.mark.parametrize("broken", ['vi = "x', "vi x", "words = [[", "vi = 'x'\nvi = 'y'"])
def test_a_rule_that_is_no_toml_is_left_out_and_those_around_it_work(read, broken):
    bad = GOOD.replace("good", "bad").replace('vi = "x"', broken)
    last = GOOD.replace("good", "last").replace('en = "x"', "en = 3")
    found, (first, second) = read(f"{GOOD}{bad}{GOOD.replace('good', 'third')}{last}")
    assert found == ["good", "third"]
    assert "is not TOML: line " in first
    assert LINES < int(first.partition("line ")[2].partition(",")[0]) <= 2 * LINES + 1
    assert second.startswith(
        f"line {3 * LINES + 6 + broken.count(NEW_LINE)}: en: this must be a text"
    )


def test_a_change_that_is_no_toml_leaves_the_rules_alone(read, tmp_path):
    found, (told,) = read(
        f"{GOOD}[change.double-spaces]\noff = yes\n[change.ellipsis]\noff = true\n"
    )
    assert found == ["good"]
    assert f"line {LINES + 2}," in told
    assert set(rule_files.read(tmp_path / "own.toml").changes) == {"ellipsis"}


def test_rules_that_are_no_list_are_told(read):
    assert read("rules = 3\n")[1] == [
        "line 1: a file of rules has no “rules”; it has [[rules]] and [change.…]."
    ]
