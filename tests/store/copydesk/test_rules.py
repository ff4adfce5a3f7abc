"""The rules of the copy desk: each lives up to its own examples, and files of rules are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.kinds import Substitution
from store.copydesk.manuscript import Manuscript, Part, Scope
from store.copydesk.trials import failures, manuscript_of, switched_on

RULES = rule_files.built_in()
SWAPS = [rule for rule in RULES if isinstance(rule, Substitution)]


def flags(text, *rules):
    return Checker(rules).check(Manuscript((Part(Scope.BODY, "body", text),)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_lives_up_to_its_examples(rule):
    assert list(map(str, failures(rule))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_fix_mends_what_was_wrong(rule):
    """What a fix leaves behind is not flagged again, at that place."""
    for example in rule.wrong:
        if not isinstance(example, str):
            continue
        text, left = example, 20
        while (found := fixable(text, rule)) and left:
            text, left = text[: found.start] + found.fix + text[found.end :], left - 1
        assert left, f"the fixes of {rule.id} go round in circles on {example}"


def fixable(text, rule):
    places = [place for flag in flags(text, switched_on(rule)) for place in flag.places]
    return next((place for place in places if place.fix is not None), None)


def test_our_files_have_no_faults():
    for path in (Path(rule_files.__file__).parent / "rules").glob("*.toml"):
        assert rule_files.read(path).faults == ()


def test_there_are_as_many_confusions_as_promised_each_with_its_source():
    assert sum(len(rule.swap) for rule in SWAPS) >= 200
    assert all(rule.source for rule in SWAPS)


def test_no_right_word_is_wrong_elsewhere():
    """Nobody is led in circles: what a rule proposes, none of the others flags."""
    wrong = {words for rule in SWAPS for words in rule.swap}
    right = {words for rule in SWAPS for words in rule.swap.values()}
    assert wrong & right == set()


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("Sát nhập hai xã", "Sáp nhập"),
        ("SÁT NHẬP HAI XÃ", "SÁP NHẬP"),
        ("việc sát  nhập hai xã", "sáp nhập"),
    ],
)
def test_a_fix_keeps_the_case_of_the_words(written, fixed):
    (flag,) = flags(written, *SWAPS)
    assert flag.fix == fixed


@pytest.mark.parametrize(
    "text",
    [
        "chiến lược ngoại giao động vật",
        "người nhập cư sử dụng phúc lợi",
        "gây tranh cãi cách nhìn",
        "cảm xúc tích cực",
        "ông Sát Nhập",
        "khát nhập",
        "sát, nhập",
        "tài năng xuất chúng",
        "sát-nhập",
        "sát\n\nnhập",
    ],
)
def test_what_only_looks_like_a_confusion_is_left_alone(text):
    assert flags(text, *SWAPS) == []


# ---------------------------------------------------------------- files of a desk

OWN = """\
[[rules]]
id = "house-name"
kind = "substitution"
vi = "“{fix}”"
en = "write “{fix}”"
wrong = ["báo lao động"]
right = ["báo Lao Động"]

[rules.swap]
"báo lao động" = "báo Lao Động"

[change.no-break-spaces]
off = true

[change.impossible-day]
severity = "reminder"
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def known(folder, text, name="own.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    rules, faults = rule_files.of_folder(folder)
    return {rule.id: rule for rule in rules}, list(map(str, faults))


def test_a_desk_adds_rules_switches_off_and_changes_how_much_they_weigh(folder):
    rules, faults = known(folder, OWN)
    assert faults == []
    assert rules["house-name"].swap == {"báo lao động": "báo Lao Động"}
    assert rules["no-break-spaces"].off
    assert rules["impossible-day"].severity == "reminder"
    assert len(rules) == len(RULES) + 1


def test_without_a_folder_there_are_our_rules(folder):
    rules, faults = rule_files.of_folder(folder / "none")
    assert [rule.id for rule in rules] == [rule.id for rule in RULES]
    assert faults == []


SAYS = 'vi = "x"\nen = "x"\nwrong = []\nright = []\n'


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ('kind = "existence"\nen = "x"\nwrong = []\nright = []\npattern = "x"', 2, "vi"),
        (f'kind = "wonder"\n{SAYS}', 4, "wonder"),
        (f'kind = "existence"\n{SAYS}pattern = "(x"', 9, "pattern: this is no pattern"),
        (f'kind = "existence"\n{SAYS}word = "x"', 9, "word"),
        (f'kind = "existence"\n{SAYS}', 2, "words"),
        (f'kind = "length"\n{SAYS}most = 0', 9, "most"),
        (f'kind = "script"\n{SAYS}script = "names"', 4, "program"),
        (f'kind = "script"\n{SAYS}script = "wonder"', 2, "names, new-tone-marks"),
        (f'kind = "figures"\n{SAYS}compare = "wonder"', 2, "facts, headline, master, sums"),
        (f'kind = "citation"\n{SAYS}lacks = "wonder"', 2, "day, kind, one-day, sign"),
    ],
)
def test_a_wrong_rule_is_told_with_its_line_and_the_others_work(folder, wrong, line, said):
    rules, faults = known(folder, f'\n[[rules]]\nid = "x"\n{wrong}\n\n{OWN}')
    assert "house-name" in rules
    assert "x" not in rules
    (fault,) = faults
    assert said in fault
    assert f"own.toml, line {line}: " in fault


def test_a_file_that_is_no_toml_is_told_with_its_line_and_the_other_files_work(folder):
    (folder / "bad.toml").write_text("[[rules]]\nid = \n", encoding="utf-8")
    rules, faults = known(folder, OWN)
    assert "house-name" in rules
    assert len(faults) == 1
    assert "line 2" in faults[0]


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        (f'[[rules]]\nid = "house-name"\nkind = "existence"\n{SAYS}pattern = "x"', 19, "id"),
        ("[change.double-spaces]\nweight = 1", 19, "weight"),
        ("[wonder]\nx = 1", 18, "wonder"),
    ],
    ids=["a rule twice", "an unknown change", "an unknown heading"],
)
def test_what_a_file_says_twice_or_wrongly_is_told_with_its_line(folder, wrong, line, said):
    rules, (fault,) = known(folder, f"{OWN}\n{wrong}\n")
    assert isinstance(rules["house-name"], Substitution)
    assert said in fault
    assert f"line {line}:" in fault


def test_a_file_that_is_no_text_is_told_and_the_others_work(folder):
    (folder / "bad.toml").write_bytes(b"\xff\xfe")
    rules, (fault,) = known(folder, OWN)
    assert "house-name" in rules
    assert "bad.toml is not UTF-8" in fault


def test_a_change_of_a_rule_that_is_not_there_is_told(folder):
    _rules, faults = known(folder, "[change.wonder]\noff = true\n")
    assert len(faults) == 1
    assert "wonder" in faults[0]


def test_a_pattern_that_never_ends_is_left_out_and_told(folder):
    rules, faults = known(
        folder,
        '[[rules]]\nid = "slow"\nkind = "existence"\nvi = "x"\nen = "x"\n'
        'wrong = []\nright = []\npattern = "(?:a|aa|a?b?)+$c"\n',
    )
    assert faults == []
    checker = Checker([rules["slow"], rules["doubled-word"]])
    text = Manuscript((Part(Scope.BODY, "body", "a" * 5_000 + " của của"),))
    assert [flag.rule for flag in checker.check(text)] == ["doubled-word"]
    (fault,) = checker.faults
    assert "slow" in str(fault)
    assert [flag.rule for flag in checker.check(text)] == ["doubled-word"]
    assert len(checker.faults) == 1


def test_an_example_with_parts_is_a_page(folder):
    rule = next(rule for rule in RULES if rule.id == "byline-disagrees")
    scopes = [part.scope for part in manuscript_of(rule.wrong[0], rule).parts]
    assert scopes == [Scope.HEADLINE, Scope.BYLINE, Scope.SIGNOFF]
