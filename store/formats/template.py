"""Export templates (mẫu xuất): formats of a desk's own, written in Jinja2.

Each is a file in a folder of the person who uses the app: `facebook.txt.j2` is the template
“facebook”, and what it makes are text files. One whose name is that of a channel is used for it.
They are neither in the desk file nor in a campaign: a template is a program, and a desk that came
from elsewhere must bring none. They are run by `template_process`, which bounds what they can do.
"""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import weakref
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, Final

from store.articles.page_encoding import decoded
from store.errors import N_, FileError, InvalidValueError
from store.formats import template_process
from store.formats.format import Format
from store.formats.outgoing import Outgoing
from store.paths import read_file
from store.text import count_words, show_day, slug, sort_key

ENDING: Final = ".j2"
MOST_SECONDS: Final = 5.0
"""Of one article; a template takes a thousandth of one."""
MOST_CHARACTERS: Final = 1_000_000
_MOST_SOURCE: Final = 100_000
_SUFFIX: Final = re.compile(r"(\.[a-z0-9]{1,8}){1,2}")
_ESCAPED: Final = (".html", ".htm", ".xml", ".xhtml")
_ALWAYS_UTF_8: Final = (*_ESCAPED, ".json")

EXAMPLE: Final = """\
{# Has: headline byline lead paragraphs signoff related channel campaign topics day words #}
{{ headline | upper }}

{% for paragraph in paragraphs %}
{{ paragraph }}

{% endfor %}
{% if signoff %}
{{ signoff }}
{% endif %}
"""
"""What a new template begins with."""


def files_in(folder: Path) -> list[Path]:
    """Return the files of the export templates in a folder, sorted by name."""
    try:
        found = [one for one in folder.iterdir() if one.name.endswith(ENDING)]
    except OSError:
        return []
    named = (one for one in found if not one.name.startswith(".") and one.is_file())
    return sorted(named, key=lambda one: sort_key(one.name))


def name_of(file: Path) -> str:
    """Return the name of the template in a file."""
    return file.name.partition(".")[0]


def template_named(name: str, folder: Path) -> Format | None:
    """Return the format of the export template with this name, or of this channel, if there is one.

    Raises:
        InvalidValueError, FileError: it cannot be read; the sentence names the line.
    """
    wanted = slug(name)
    file = next((one for one in files_in(folder) if slug(name_of(one)) == wanted), None)
    return None if file is None else template_in(file)


def template_in(file: Path) -> Format:
    """Return the format of an export template; raises as `template_named`."""
    data = read_file(file, _MOST_SOURCE)
    if len(data) > _MOST_SOURCE:
        raise FileError(N_("The export template {name} is too long."), name=file.name)
    suffix = file.name.removesuffix(ENDING)[len(name_of(file)) :].lower()
    suffix = suffix if _SUFFIX.fullmatch(suffix) else ".txt"
    template = _Template(file.name, decoded(data, file.name), suffix.endswith(_ESCAPED))
    has_encodings = not suffix.endswith(_ALWAYS_UTF_8)
    name = name_of(file)
    return Format(name, suffix, name, template.written, has_encodings=has_encodings)


class _Template:
    """A template, and the process that runs it."""

    def __init__(self, name: str, source: str, autoescape: bool) -> None:
        self._name = name
        self._given = {"source": source, "autoescape": autoescape, "most": MOST_CHARACTERS}
        self._process: subprocess.Popen[bytes] | None = None
        self._started()

    def written(self, out: Outgoing) -> bytes:
        """Return the bytes of an article; raises InvalidValueError where the template fails."""
        process = self._process or self._started()
        return self._asked(process, _said_of(out)).encode(errors="replace")

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-P", template_process.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
        self._process = process
        weakref.finalize(self, _end, process)
        self._asked(process, self._given)
        return process

    def _asked(self, process: subprocess.Popen[bytes], question: dict[str, Any]) -> str:
        assert process.stdin
        with suppress(BrokenPipeError):  # it has ended, which its answer shows
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
        line = self._line_of(process)
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            answer = {"error": "size"}
        if "text" in answer:
            return str(answer["text"])
        self._stop()
        raise self._failure(**answer)

    def _line_of(self, process: subprocess.Popen[bytes]) -> bytes:
        """Return what the process answers, within the time that it has."""
        assert process.stdout
        answer, handle = b"", process.stdout.fileno()
        ends = monotonic() + MOST_SECONDS
        while not answer.endswith(b"\n"):
            left = ends - monotonic()
            if left <= 0 or not select.select([handle], [], [], left)[0]:
                return json.dumps({"error": "time"}).encode()
            piece = os.read(handle, 1 << 16)
            if not piece or len(answer) > 8 * MOST_CHARACTERS:
                break
            answer += piece
        return answer

    def _stop(self) -> None:
        if self._process:
            _end(self._process)
        self._process = None

    def _failure(self, error: str, line: int = 0, reason: str = "") -> InvalidValueError:
        told = {"name": self._name, "line": line, "reason": reason}
        if error == "syntax":
            return InvalidValueError(
                N_("Line {line} of the export template {name} cannot be read: {reason}."), **told
            )
        if error == "file":
            return InvalidValueError(
                N_("Line {line} of the export template {name} reads a file, which none may."),
                **told,
            )
        if error == "time":
            return InvalidValueError(
                N_("The export template {name} takes more than {seconds} seconds; it may loop."),
                name=self._name,
                seconds=round(MOST_SECONDS),
            )
        if error == "size":
            return InvalidValueError(
                N_("The export template {name} makes more than {limit} MB of an article."),
                name=self._name,
                limit=MOST_CHARACTERS // 1_000_000,
            )
        return InvalidValueError(
            N_("Line {line} of the export template {name} fails: {reason}."), **told
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()
    process.wait()


def _said_of(out: Outgoing) -> dict[str, Any]:
    """Return what a template can use of an article."""
    page, article = out.page, out.article
    return {
        "headline": page.headline or article.title,
        "byline": page.byline,
        "lead": out.paragraphs[0],
        "paragraphs": out.paragraphs,
        "signoff": page.signoff,
        "related": [
            {"headline": one.headline, "byline": one.byline, "summary": one.summary}
            for one in page.cards
        ],
        "channel": out.channel,
        "campaign": out.campaign,
        "topics": article.topics,
        "day": show_day(out.at.date()),
        "words": count_words(page.body),
    }
