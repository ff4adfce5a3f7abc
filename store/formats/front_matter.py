"""The front matter of a text in Markdown: its fields, each with what was written there.

It is YAML, of which only the tree is made. So a value is what somebody wrote (`title: 012` is no
number, `title: no` no falsehood), and what is named again and again (`*a`) is not copied as often.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_FRONT: Final = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S
)
_LONGEST: Final = 20_000
"""Characters: YAML is slow, and nobody writes more about an article."""
_LONGEST_VALUE: Final = 1_000
_MOST_VALUES: Final = 20
_NULL: Final = "tag:yaml.org,2002:null"


class Field(NamedTuple):
    """A field."""

    name: str
    text: str
    """Its value; of several, or of people with a name, what they are called."""
    is_whole: bool
    """Whether `text` is all of it."""


class FrontMatter(NamedTuple):
    """What stands between the first two lines of dashes of a text."""

    fields: tuple[Field, ...]
    end: int
    """Where the text begins."""


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of a text; None if it has none, or dashes stand around its words."""
    found = _FRONT.match(text)
    written = found[1] or "" if found else ""
    if found is None or len(written) > _LONGEST:
        return None
    try:
        tree = yaml.compose(written, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if tree is not None and not isinstance(tree, MappingNode):
        return None
    fields = tree.value if tree else ()
    return FrontMatter(tuple(_field(key, value) for key, value in fields), found.end())


def _field(key: Node, value: Node) -> Field:
    name = key.value[:_LONGEST_VALUE] if isinstance(key, ScalarNode) else "?"
    values = value.value if isinstance(value, SequenceNode) else [value]
    said = [_said(one) for one in values[:_MOST_VALUES]]
    is_whole = len(values) <= _MOST_VALUES and all(is_whole for _text, is_whole in said)
    return Field(name, ", ".join(filter(None, (text for text, _is in said))), is_whole)


def _said(value: Node) -> tuple[str, bool]:
    """Return what a single value says, and whether that is all of it."""
    is_single = isinstance(value, ScalarNode)
    if isinstance(value, MappingNode):
        named = (one for key, one in value.value if key.value == "name")
        value = next(named, value)
    if not isinstance(value, ScalarNode):
        return "", not value.value
    text = "" if value.tag == _NULL else str(value.value)
    return text[:_LONGEST_VALUE], is_single and len(text) <= _LONGEST_VALUE
