"""The copy desk: texts checked by rules, and the rules themselves."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import to_builtins

from store import Article, Campaign, Desk, DeskError, InvalidValueError
from store.errors import N_
from store.paths import expand_user, read_file
from tui import i18n, settings
from tui.cli.console import (
    ID_SHOWN,
    REFUSED,
    desk_path,
    note,
    opened,
    refuse_useless,
    refuse_where_none,
    safe_json,
    standard_input,
    told,
)
from tui.cli.parser import Commands
from tui.i18n import _, sentence
from tui.widgets.labels import SEVERITY_WORDS, place_told, rule_told, with_let_pass
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from store.articles.page_format import Page
    from store.copydesk.checker import Checker, Flag
    from store.copydesk.manuscript import Manuscript
    from store.copydesk.rule import Rule
    from store.copydesk.tallies import Tally
    from store.copydesk.trials import Tried

_BLOCKED: Final = 1
_FAILED: Final = 1
_HITS_SHOWN: Final = 20


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("check texts by the rules of the copy desk; 1 where something blocks")
    check = commands.add("check", _check, about)
    what = _("the ID of an article, a file, or - for standard input")
    check.add_argument("texts", nargs="*", metavar="ID|FILE", help=what)
    check.add_argument("--all", action="store_true", help=_("all articles of the desk"))
    against = _("the campaign that files must agree with (default: that of the same headline)")
    check.add_argument("--campaign", metavar="NAME", help=against)
    check.add_argument("--json", action="store_true", help=_("as JSON, with every place"))

    rules = commands.group("rules", _("the rules of the copy desk"))
    listed = rules.add("list", _list, _("list the rules, how often followed and ignored"))
    listed.add_argument("--json", action="store_true", help=_("as JSON"))
    for name, run, text in (
        ("test", _test, _("try the rules of a file on their own examples")),
        ("try", _try, _("try the rules of a file on all articles of the desk")),
    ):
        command = rules.add(name, run, text)
        command.add_argument("file", metavar="FILE", help=_("a file of rules, which ends in .toml"))


# ---------------------------------------------------------------- check


def _check(options: argparse.Namespace, chosen: settings.Settings) -> int:
    if bool(options.texts) == options.all:
        raise InvalidValueError(
            N_("Name articles or files to check, or - for standard input; or say --all.")
        )
    checker, refused, found, rows = _checker(), 0, False, []
    for checked in _texts(options, chosen):
        if checked.text is None:
            refused = REFUSED
            continue
        for flag in _open_flags(checker, checked.text, checked.article):
            found = found or flag.severity == "block"
            if options.json:
                rows.append(_as_row(checked.name, flag))
            else:
                print(_as_line(checked, flag), flush=True)
    if options.json:
        print(safe_json(rows))
    for fault in checker.faults:
        note(told(fault))
    return refused or (_BLOCKED if found else 0)


def _checker() -> Checker:
    """Return a checker by our rules and those of the user; say what is wrong with theirs."""
    from store.copydesk.checker import Checker
    from store.copydesk.rule_files import of_folder

    rules, faults = of_folder(settings.rules_folder())
    for fault in faults:
        note(told(fault))
    return Checker(rules)


def _open_flags(checker: Checker, text: Manuscript, article: Article | None) -> list[Flag]:
    """Return what is found in a text, and was not set aside where it is an article of the desk."""
    from store.copydesk.ignoring import checked

    if article is None:
        return checker.check(text)
    return checked(article, text, checker, confirms=False).flags


class _Text(NamedTuple):
    """A text that is checked."""

    name: str
    text: Manuscript | None = None
    """None for one that was refused, which is told."""
    article: Article | None = None
    """That of the desk which it is."""
    page: Page | None = None
    """What a file was read as that has no such lines: a Word file, a web page, a mail …"""


def _texts(options: argparse.Namespace, chosen: settings.Settings) -> Iterator[_Text]:
    """Yield the texts."""
    files = [name for name in options.texts if name == "-" or _is_file(name)]
    ids = [name for name in options.texts if name not in files]
    if not files:
        refuse_useless(options, ("campaign",), "--all" if options.all else ids[0])
    with _desk_for(options, chosen, is_needed=bool(ids or options.all or options.campaign)) as desk:
        campaign = desk.campaigns.find(options.campaign) if desk and options.campaign else None
        for name in files:
            try:
                page, has_lines = _page(name)
            except DeskError as error:
                note(sentence(error))
                yield _Text(name)
            else:
                text = _of_page(page, desk, campaign)
                yield _Text(name, text, page=None if has_lines else page)
        if desk and (ids or options.all):
            for article in _chosen(desk, ids):
                text = desk.articles.copy_desk.manuscript(article)
                yield _Text(article.id[:ID_SHOWN], text, article)


@contextmanager
def _desk_for(
    options: argparse.Namespace, chosen: settings.Settings, *, is_needed: bool
) -> Iterator[Desk | None]:
    """Open the desk for reading; where it is not needed, None if there is none that can be read."""
    with ExitStack() as closing:
        desk = None
        if is_needed or desk_path(options).exists():
            try:
                desk = closing.enter_context(opened(options, chosen, read_only=True))
            except DeskError as error:
                if is_needed:
                    raise
                note(sentence(error))
        if desk and is_needed:
            refuse_where_none(desk)
        if desk:
            desk.search.use_what_is_there()
        yield desk


def _page(name: str) -> tuple[Page, bool]:
    """Return a file as it is taken in, and whether its lines are those that are checked.

    A plain text is checked line by line, as it stands. Of what `import` reads otherwise, it is the
    page that is made of it: marks of Markdown, or a mail in base64, would hide its words.
    """
    from store.articles.mail_text import read_mail
    from store.articles.page_format import read_page
    from store.articles.plain_text import page_of_blocks, read_plain_text
    from store.formats.incoming import is_of_other_format, read_incoming

    path = expand_user(name)
    if name != "-" and is_of_other_format(path):
        return read_incoming(path)[0].page, False
    data = standard_input() if name == "-" else read_file(path)
    page = read_page(data, _("standard input") if name == "-" else name)
    if page.layout.whole and read_mail(page.body):
        return page_of_blocks(read_plain_text(page.body)), False
    return page, True


def _of_page(page: Page, desk: Desk | None, campaign: Campaign | None) -> Manuscript:
    """Return the text of a file as it is checked; with a desk, held against what that has."""
    from store.copydesk.manuscript import of_page

    return desk.articles.copy_desk.manuscript_of_page(page, campaign) if desk else of_page(page)


def _is_file(name: str) -> bool:
    """Tell whether an argument names a file: it is there, or could be no ID."""
    return Path(name).exists() or not all(char in "0123456789abcdefABCDEF" for char in name)


def _chosen(desk: Desk, ids: list[str]) -> list[Article]:
    """Return articles by their IDs; without any, all."""
    return [desk.articles.find(one) for one in ids] if ids else list(desk.articles)


def _as_line(checked: _Text, flag: Flag) -> str:
    name, place, count = checked.name, flag.places[0], len(flag.places)
    message = flag.message(i18n.current())
    if count > 1:
        message += f" (×{count})"
    message = with_let_pass(message, flag.let_pass)
    where = f"{name}:{place.line}:{place.column}"
    if place.photo:
        where = f"{name}:{_('photo {number}').format(number=place.photo)}"
    elif checked.page:
        where = f"{name}:{place_told(Article(body=checked.page.body), place.field, place.start)}"
    return one_line(f"{where}: {_(SEVERITY_WORDS[flag.severity])} {flag.rule} {message}")


def _as_row(name: str, flag: Flag) -> dict[str, Any]:
    row = {"text": name, **to_builtins(flag), "message": flag.message(i18n.current())}
    del row["vi"], row["en"]
    return row


# ---------------------------------------------------------------- rules


def _list(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store.copydesk.rule_files import of_folder
    from store.copydesk.tallies import Tally

    rules, faults = of_folder(settings.rules_folder())
    tallies = _tallies(options, chosen)
    rows = []
    if not options.json:
        heads = (
            _("rule"),
            _("severity"),
            _("kind of rule"),
            _("fixed"),
            _("ignored"),
            "",
            _("what it says"),
        )
        print("\t".join(heads))
    for rule in rules:
        tally = tallies.get(rule.id, Tally())
        rows.append(
            {
                **to_builtins(rule),
                "off": rule.off,
                "accepted": tally.accepted,
                "ignored": tally.ignored,
                "noisy": tally.is_noisy,
            }
        )
        weight = _("off") if rule.off else _(SEVERITY_WORDS[rule.severity])
        cells = (
            *(rule.id, weight, str(rule.__struct_config__.tag)),
            *(str(tally.accepted), str(tally.ignored), _("often wrong") if tally.is_noisy else ""),
            rule_told(rule),
        )
        if not options.json:
            print("\t".join(map(one_line, cells)))
    if options.json:
        print(safe_json(rows))
    for fault in faults:
        note(told(fault))
    return REFUSED if faults else 0


def _tallies(options: argparse.Namespace, chosen: settings.Settings) -> dict[str, Tally]:
    """Return how often the rules were followed on the desk; nothing where that cannot be told."""
    if not desk_path(options).exists():
        return {}
    try:
        with opened(options, chosen, read_only=True) as desk:
            return desk.articles.copy_desk.tallies()
    except DeskError as error:  # the rules can be listed all the same
        note(sentence(error))
        return {}


def _test(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store.copydesk.trials import failures

    rules, refused = _rules_of(options.file)
    failed = 0
    for rule in rules:
        for failure in failures(rule):
            note(told(failure))
            failed = _FAILED
    print(_("{count} rules tried on their examples").format(count=len(rules)))
    return refused or failed


def _rules_of(name: str) -> tuple[tuple[Rule, ...], int]:
    """Return the rules of a file, and the exit code for what is wrong in it, which is told."""
    from store.copydesk.rule_files import read

    file = read(expand_user(name))
    for fault in file.faults:
        note(told(fault))
    return file.rules, REFUSED if file.faults else 0


def _try(options: argparse.Namespace, chosen: settings.Settings) -> int:
    from store.copydesk.trials import tried

    rules, refused = _rules_of(options.file)
    with opened(options, chosen, read_only=True) as desk:
        refuse_where_none(desk)
        desk.search.use_what_is_there()
        out = {article.id[:ID_SHOWN] for article in desk.articles if article.out}
        read = desk.articles.copy_desk.manuscript
        texts = ((one.id[:ID_SHOWN], read(one)) for one in desk.articles)
        done = {one.rule: one for one in tried(rules, texts)}
        total = len(list(desk.articles))
    for rule in rules:
        _tell_tried(rule, done.get(rule.id), total, out)
    return refused


def _tell_tried(rule: Rule, one: Tried | None, total: int, out: set[str]) -> None:
    names = one.names if one else set()
    text = _("{rule}: {found} in {texts} of {total} articles, {out} of them out")
    count = len(one.hits) if one else 0
    values = {"found": count, "texts": len(names), "total": total, "out": len(names & out)}
    print(text.format(rule=rule.id, **values))
    for hit in one.hits[:_HITS_SHOWN] if one else ():
        print(one_line(f"  {hit.name}  {hit.words}"))
    if count > _HITS_SHOWN:
        print("  …")
