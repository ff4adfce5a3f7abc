"""What is wrong in a file of rules is told in the language of the screens."""

from __future__ import annotations

import pytest

from tests.tui.cli import put

RULE = 'id = "nha"\nvi = "x"\nen = "x"\nwrong = []\nright = []\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f'{RULE}kind = "wonder"\n',
            "“kind” không thể là “wonder”; chỉ có: existence, substitution, capitalisation,",
        ),
        (
            f'{RULE}kind = "existence"\nwords = ["x"]\nseverity = "error"\n',
            "“severity” không thể là “error”; chỉ có: block, warning, reminder.",
        ),
        ('id = "nha"\nkind = "existence"\nwords = ["x"]\nvi = "x"\n', "thiếu trường “en”."),
        (f'{RULE}kind = "existence"\nwords = ["x"]\nword = "x"\n', "không có trường “word”"),
        (f'{RULE}kind = "existence"\nwords = "x"\n', "“words” phải là danh sách"),
        (f'{RULE}kind = "length"\nmost = "9"\n', "“most” phải là số nguyên"),
        (f'{RULE}kind = "substitution"\nswap = "x"\n', "“swap” phải là một bảng"),
    ],
)
def test_it_is_told_in_vietnamese_with_what_may_stand_there(cli, desk_path, tmp_path, text, said):
    put(desk_path)
    own = tmp_path / "nha.toml"
    own.write_text(f"[[rules]]\n{text}", encoding="utf-8")
    done = cli("rules", "test", own, "--lang", "vi")
    assert done.code == 2
    assert said in done.err
    assert "`" not in done.err
