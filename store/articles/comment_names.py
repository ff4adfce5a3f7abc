"""What a comment is called where it cannot be pointed at: on the command line.

Its name is made of what never changes of it (when, by whom, on which words), so it stays the same
while others are added, settled or deleted, and no older comment needs one written down.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from store.article_parts import Comment
from store.digests import sha256
from store.errors import N_, RecordNotFoundError
from store.records import Article

_LENGTH: Final = 8


def comment_names(article: Article) -> dict[str, Comment]:
    """Return the comments of an article by their names, in the order in which they were made."""
    names: dict[str, Comment] = {}
    alike: Counter[str] = Counter()
    for one in article.comments:
        when = one.at.timestamp() if one.at else ""
        fixed = "\n".join((str(when), one.who, one.field, one.quote, one.before, one.after))
        alike[fixed] += 1  # in the same moment on the same words: by a script
        name = sha256(f"{fixed}\n{alike[fixed]}".encode()).hexdigest()[:_LENGTH]
        names[name] = one
    return names


def comment_named(article: Article, name: str) -> Comment:
    """Return the comment whose name begins so.

    Raises:
        RecordNotFoundError: there is none, or there are several.
    """
    wanted = name.strip().lower()
    found = [one for known, one in comment_names(article).items() if known.startswith(wanted)]
    if len(found) == 1 and wanted:
        return found[0]
    message = (
        N_("Several comments of the article are called “{name}…”; give more of the name.")
        if found and wanted
        else N_("The article has no comment “{name}”; “comment list” tells what they are called.")
    )
    raise RecordNotFoundError(message, name=name)
