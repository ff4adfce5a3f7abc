"""The catalogues keep up with the code, and say what they must in the room there is."""

import ast
import gettext
import re
import string
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from rich.cells import cell_len

from tui import i18n
from tui.commands import REGISTRY
from tui.locale.catalogues import catalogue_paths, compile_stale, read_catalogue
from tui.locale.update import LOCALE, PROJECT, extract, is_translated, sentences_of, written

CATALOGUES = ("vi",)
SHOWN_CALLS = {"Static", "notify", "say", "update", "Option", "Binding"}
SHOWN_KEYWORDS = {"placeholder", "help", "description", "title", "tooltip", "label"}
SHOWN_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "empty_text", "placeholder"}
FOOTER_ROOM = 14
LABEL_ROOM = 10
WIDE_ROOM = 15
SMALL_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")
WIDE_LABELS = {
    *("Answered", "Day, or first", "Holds since", "In sync with", "News hours", "Organisation"),
    *("Related cards", "Sync hours", "Typed number", "Unit of measure"),
}
"""The labels that need the broader column of the forms of records and lists."""


@pytest.fixture(scope="session", autouse=True)
def compiled():
    """Compile what is older than its `.po`: an editable install does so only when it is made."""
    compile_stale(LOCALE)


@pytest.fixture(scope="session")
def in_code():
    return sentences_of(extract())


@pytest.fixture(scope="session", params=CATALOGUES)
def catalogue(request):
    return read_catalogue(LOCALE / request.param / "LC_MESSAGES" / "toasoan.po")


@pytest.fixture(scope="session")
def vietnamese():
    return read_catalogue(LOCALE / "vi" / "LC_MESSAGES" / "toasoan.po")


@pytest.fixture
def speaking():
    before = i18n.current()
    yield i18n.use
    i18n.use(before)


def ids(message):
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def texts(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def places(text):
    """Return what is filled in: {name}, %(name)s, %s."""
    braces = [f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return Counter(braces + re.findall(r"%(?:\(\w+\))?[a-z]", text.replace("%%", "")))


# ---------------------------------------------------------------- code and catalogues


def test_there_is_one_catalogue_a_language_but_english():
    assert {path.parts[-3] for path in catalogue_paths(LOCALE)} == set(CATALOGUES)
    assert set(i18n.LANGUAGES) == {*CATALOGUES, "en"}  # English sentences are the message ids


def test_a_catalogue_holds_what_the_code_says_and_nothing_else(catalogue, in_code):
    known = sentences_of(catalogue)
    hint = "run: python -m tui.locale.update"
    assert not in_code.keys() - known.keys(), f"missing; {hint}"
    assert not known.keys() - in_code.keys(), f"unused; {hint}"
    assert {ids(m) for m in known.values()} == {ids(m) for m in in_code.values()}, hint
    assert not catalogue.obsolete, hint


def test_everything_is_translated(catalogue):
    messages = sentences_of(catalogue).values()
    assert [ids(m) for m in messages if not is_translated(m) or m.fuzzy] == []
    assert {len(texts(m)) for m in messages if m.pluralizable} == {catalogue.num_plurals}


def test_a_catalogue_stands_as_update_writes_it(catalogue):
    path = LOCALE / str(catalogue.locale) / "LC_MESSAGES" / "toasoan.po"
    assert path.read_bytes() == written(catalogue), "run: python -m tui.locale.update"
    assert "\n#" not in path.read_text("utf-8")  # no places in the code, no flags


def test_the_same_places_stand_in_both_languages(catalogue):
    wrong = [
        (ids(message), text)
        for message in sentences_of(catalogue).values()
        for text in texts(message)
        if places(text) != places(ids(message)[-1])
    ]
    assert wrong == []


def test_line_ends_and_outer_spaces_are_those_of_the_id(catalogue):
    def shape(text):
        inner = text.strip()
        return text.partition(inner)[::2], text.count("\n"), inner.endswith(".")

    wrong = [
        (ids(message), text)
        for message in sentences_of(catalogue).values()
        for text in texts(message)
        if shape(text) != shape(ids(message)[-1])
    ]
    assert wrong == []


def test_compiled_catalogues_say_what_the_source_says(catalogue):
    compiled = gettext.translation("toasoan", LOCALE, [str(catalogue.locale)])
    for message in sentences_of(catalogue).values():
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            assert compiled.ngettext(one, many, 1) == texts(message)[0]
            assert compiled.ngettext(one, many, 5) == texts(message)[-1]


# ---------------------------------------------------------------- the words


def test_everything_is_composed():
    for path in [*catalogue_paths(LOCALE), *LOCALE.glob("*.py")]:
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name


NEW_STYLE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b", re.IGNORECASE)


def test_the_house_style(vietnamese):
    for message in sentences_of(vietnamese).values():
        for text in texts(message):
            assert not NEW_STYLE.search(text), f"new-style tone mark: {text}"
            assert '"' not in text, f"straight quotation mark: {text}"
            assert "..." not in text, text
            assert "  " not in text, text


def test_days_are_written_as_the_language_has_it(in_code, vietnamese):
    for text in in_code:
        assert not SMALL_WEEKDAY.search(text), f"weekdays have a capital: {text}"
    for message in sentences_of(vietnamese).values():
        for text in texts(message):
            assert "+3d" not in text, f"write +3 ngày: {text}"


def test_the_new_style_of_tone_marks_is_recognised():
    for word in ("hoá", "huỷ", "uỷ ban", "toà soạn", "Hoà", "khoẻ"):
        assert NEW_STYLE.search(word), word
    for word in ("hóa", "hủy", "ủy ban", "tòa soạn", "quý", "quỳ", "toàn", "chuyển", "khoảng"):
        assert not NEW_STYLE.search(word), word


@pytest.mark.parametrize("command", REGISTRY.values(), ids=REGISTRY)
def test_a_command_is_named_and_explained(command, vietnamese, in_code):
    for text in (command.label, command.help):
        assert text in in_code, "mark it with N_"
        assert vietnamese[text].string
    if command.footer:
        assert cell_len(vietnamese[command.label].string) <= FOOTER_ROOM


def test_no_word_is_used_that_the_glossary_rejects(vietnamese):
    glossary = (PROJECT / "tui" / "README.md").read_text(encoding="utf-8")
    rejected = re.findall(r"not \*([^*]+)\*", glossary)
    assert {"đợt", "khuôn mẫu", "trễ"} <= set(rejected)
    words = re.compile(rf"\b({'|'.join(rejected)})\b", re.IGNORECASE)
    texts = [text for one in sentences_of(vietnamese).values() for text in forms(one)]
    assert [text for text in texts if words.search(text)] == []


def forms(message):
    """Return the texts of a message in Vietnamese."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_the_labels_of_fields_fit(vietnamese):
    labels = {label for path in code() for label in field_labels(ast.parse(path.read_bytes()))}
    assert labels > {"Headline", "Status", "Priority"} | WIDE_LABELS
    labels -= WIDE_LABELS
    for room, among in ((LABEL_ROOM, labels), (WIDE_ROOM, WIDE_LABELS)):
        shown = [vietnamese[label].string for label in among] + list(among)
        assert [text for text in shown if cell_len(text) > room] == []


def field_labels(tree):
    """Yield the ids in `Static(_("…"), classes="label …")` and `Field("…", _("…"), …)`."""
    for call in calls(tree):
        classes = next((k.value for k in call.keywords if k.arg == "classes"), None)
        is_label = str(getattr(classes, "value", "")).split()[:1] == ["label"]
        labels = call.args[:1] if is_label else call.args[1:2] if name_of(call) == "Field" else []
        for marked in labels:
            if isinstance(marked, ast.Call) and isinstance(marked.args[0], ast.Constant):
                yield marked.args[0].value


# ---------------------------------------------------------------- nothing goes past gettext


def code():
    return sorted((PROJECT / "tui").rglob("*.py"))


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def literal(node):
    """Return the letters written out in a string or an f-string."""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def untranslated(tree):
    """Yield line and text of what an editor would read in one language only."""
    for node in ast.walk(tree):
        shown: list[ast.expr] = []
        if isinstance(node, ast.Call):
            position = {"Option": 1, "Binding": 2}.get(name_of(node), 0)
            if name_of(node) in SHOWN_CALLS:
                shown += node.args[position : position + 1]
            shown += [k.value for k in node.keywords if k.arg in SHOWN_KEYWORDS]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {getattr(t, "attr", getattr(t, "id", "")) for t in targets}
            if names & SHOWN_ATTRIBUTES:
                shown.append(node.value)
        for part in shown:
            text = literal(part)
            if any(char.isalpha() for char in text):
                yield part.lineno, text


@pytest.mark.parametrize("path", code(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_what_is_shown_goes_through_gettext(path):
    assert list(untranslated(ast.parse(path.read_bytes()))) == []


@pytest.mark.parametrize(
    "line",
    [
        'Static("Headline", classes="label")',
        'self.notify("Saved.", severity="warning")',
        'self.notify(f"Saved: {path}")',
        'LineEntry(placeholder="Type …")',
        'self.border_title = "Related"',
        'parser.add_argument("x", help="a page")',
        'Option("empty", "An empty campaign")',
        'Binding("enter", "ask", "Choose")',
    ],
)
def test_what_goes_past_gettext_is_found(line):
    assert list(untranslated(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'Static(_("Headline"), id="title", classes="label")',
        'Static(id="review")',
        'LineEntry(placeholder="18.5")',
        'self.border_title = f"{key} {_(name)}"',
        'Option("empty", _("An empty campaign"))',
        'counter.update(f"{count}/{LIMIT}")',
    ],
)
def test_what_goes_through_gettext_is_let_be(line):
    assert not list(untranslated(ast.parse(line)))


# ---------------------------------------------------------------- the language


@pytest.fixture
def no_locale(monkeypatch):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("wanted", "setting", "environment", "chosen"),
    [
        ("vi", "en", {"LANG": "en_US.UTF-8"}, "vi"),
        ("en", "vi", {"LANG": "vi_VN"}, "en"),
        (None, "vi", {"LC_ALL": "en_US.UTF-8"}, "vi"),
        (None, "en", {"LANG": "vi_VN.UTF-8"}, "en"),
        ("fr", "vi", {}, "vi"),
        ("fr", "de", {"LANG": "vi_VN.UTF-8"}, "vi"),
        ("", "", {}, "en"),
        (None, None, {}, "en"),
        (None, None, {"LANG": "vi_VN.UTF-8"}, "vi"),
        (None, None, {"LANG": "VI_vn"}, "vi"),
        (None, None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, None, {"LANG": "C"}, "en"),
        (None, None, {"LC_ALL": "", "LANG": "vi_VN"}, "vi"),
        (None, None, {"LC_ALL": "C", "LANG": "vi_VN"}, "en"),
        (None, None, {"LC_ALL": "vi_VN", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "vi"),
        (None, None, {"LC_MESSAGES": "vi_VN", "LANG": "en_US"}, "vi"),
        (None, None, {"LC_MESSAGES": "en_US", "LANG": "vi_VN"}, "en"),
    ],
)
def test_choose(no_locale, wanted, setting, environment, chosen):
    for variable, value in environment.items():
        no_locale.setenv(variable, value)
    assert i18n.choose(wanted, setting) == chosen


@pytest.mark.parametrize(
    ("environment", "asked_for"),
    [
        ({}, None),
        ({"LANG": "C"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LC_ALL": "POSIX", "LANG": "vi_VN.UTF-8"}, None),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_locale_asks_for_a_language_or_for_none(no_locale, environment, asked_for):
    for variable, value in environment.items():
        no_locale.setenv(variable, value)
    assert i18n.asked_for(None, None) == asked_for
    assert i18n.asked_for("en", None) == i18n.asked_for(None, "en") == "en"


def test_the_language_in_use(speaking):
    speaking("vi")
    assert i18n.current() == "vi"
    assert i18n._("Headline") == "Tít"
    assert i18n._("") == ""
    for count in (0, 1, 7):
        text = i18n.ngettext("{count} overdue", "{count} overdue", count)
        assert text.format(count=count) == f"{count} quá hạn"
    speaking("en")
    assert i18n._("Headline") == "Headline"
    page = ("{count} page imported.", "{count} pages imported.")
    assert i18n.ngettext(*page, 1) == page[0]
    assert i18n.ngettext(*page, 2) == page[1]


def test_a_refusal_is_told_in_the_language_in_use(speaking):
    from store import InvalidValueError
    from store.errors import N_

    error = InvalidValueError(
        N_("{path} is a folder; name the files in it, such as {path}/*.txt."), path="a"
    )
    speaking("vi")
    assert i18n.sentence(error) == "a là thư mục; ghi tên các tệp trong đó, chẳng hạn a/*.txt."
    speaking("en")
    assert i18n.sentence(error) == str(error)


def help_text(tmp_path, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments, "--help"],
        env={"HOME": str(tmp_path), "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **environment},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def test_the_help_of_the_command_line(tmp_path):
    vietnamese = help_text(tmp_path, "--lang", "vi")
    assert vietnamese.startswith("cách dùng: toasoan")
    assert "ngôn ngữ màn hình" in vietnamese
    assert help_text(tmp_path, LANG="vi_VN.UTF-8") == vietnamese
    assert help_text(tmp_path, "--lang", "en").startswith("usage: toasoan")


@pytest.mark.parametrize(("language", "shown"), [("vi", "109.648"), ("en", "109,648")])
def test_thousands_are_parted_as_the_language_has_it(language, shown):
    i18n.use(language)
    try:
        assert i18n.number(109_648) == shown
        assert i18n.share(999, 109_648) == f"999/{shown}"
    finally:
        i18n.use("en")
