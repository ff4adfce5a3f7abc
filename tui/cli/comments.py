"""Comments on articles, on the command line."""

from __future__ import annotations

import argparse

from msgspec.structs import replace

from store.article_parts import Comment
from store.articles.comment_names import comment_named, comment_names
from store.articles.commenting import comment_on_words, in_order
from tui import settings
from tui.cli.console import cell, opened, telling_length
from tui.cli.parser import Commands
from tui.i18n import _
from tui.widgets.comment_words import whom_told, words_told
from tui.widgets.labels import time_of
from tui.widgets.terminal_safe import one_line


def add(commands: Commands) -> None:
    """Add the commands."""
    about = _("comments on an article, to its writer or to yourself; none ever goes out")
    comment = commands.group("comment", about)
    which = _("the ID, or the beginning of it")
    listed = comment.add("list", _list, _("list the comments on an article"))
    listed.add_argument("id", metavar="ID", help=which)
    new = comment.add("add", _add, _("write a comment on an article"))
    new.add_argument("id", metavar="ID", help=which)
    new.add_argument("text", metavar="TEXT", help=_("what is to be said"))
    words = _("the words that it is about (default: the whole article)")
    new.add_argument("--on", default="", metavar="WORDS", help=words)
    mine = _("it is for yourself, not for the writer")
    new.add_argument("--myself", action="store_true", help=mine)
    settle = comment.add("settle", _settle, _("say that a comment is settled"))
    settle.add_argument("id", metavar="ID", help=which)
    called = _("its name, as “comment list” tells it, or the beginning of it")
    settle.add_argument("comment", metavar="COMMENT", help=called)
    settle.add_argument("--answer", default="", metavar="TEXT", help=_("the answer"))


def _list(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen, read_only=True) as desk:
        article, now = desk.articles.find(options.id), desk.records.now()
    names = {id(one): name for name, one in comment_names(article).items()}
    length = telling_length([*names.values()])
    for one in in_order(article):
        said = f"{one.text} → {one.answer}" if one.answer else one.text
        when = time_of(one.at, now) if one.at else ""
        facts = (whom_told(one), one.who, when, words_told(one, article), said)
        name = names[id(one)][:length]
        print("\t".join((name, "✔" if one.done else "○", *map(cell, facts))))


def _add(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        comment = comment_on_words(article, options.on) if options.on.strip() else Comment()
        made = replace(comment, text=options.text, to_writer=not options.myself)
        article = desk.articles.comments.add(article, made)
    print(f"{article.id}\t{one_line(article.comments[-1].text)}")


def _settle(options: argparse.Namespace, chosen: settings.Settings) -> None:
    with opened(options, chosen) as desk:
        article = desk.articles.find(options.id)
        comment, comments = comment_named(article, options.comment), desk.articles.comments
        if options.answer.strip():
            comments.answer(article, comment, options.answer)
        else:
            comments.settle(article, comment, True)
    print(f"{article.id}\t{one_line(comment.text)}")
