"""The rules that the README gives as examples are right."""

from __future__ import annotations

import re
from pathlib import Path

from store.copydesk import rule_files
from store.copydesk.manuscript import Scope
from store.copydesk.trials import failures

README = Path(rule_files.__file__).with_name("README.md")


def test_its_examples_are_read_and_live_up_to_their_own_examples(tmp_path):
    (text,) = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    file = rule_files.read(path)
    assert file.faults == ()
    assert [list(failures(rule)) for rule in file.rules] == [[], []]
    assert set(file.changes) <= {rule.id for rule in rule_files.built_in()}


def test_it_names_every_kind_and_every_scope():
    text = README.read_text(encoding="utf-8")
    kinds = [kind.__struct_config__.tag for kind in rule_files.OF_ANYBODY]
    assert all(f"| `{kind}` |" in text for kind in kinds)
    assert all(f"`{scope}`" in text for scope in Scope)
