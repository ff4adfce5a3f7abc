"""The process in which export templates are run, apart from the desk.

A sandbox of Jinja2 keeps a template from Python's insides, but not from looping without end or
filling the memory; a process can be killed, and the system bounds what it takes. It can open no
file. It is run as a script, so it imports nothing of the desk.

It reads a line of JSON with the template, then one for each article, and answers each with a line:
`{"text": …}`, or `{"error": …, "line": …, "reason": …}`.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from typing import Any, Final

MOST_MEMORY: Final = 512_000_000


def confine() -> None:
    """Give up what a template needs not: memory without end, files."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # some systems refuse some of them
            resource.setrlimit(limit, (most, most))


def warm_up(environment: Any) -> None:
    """Have Python import what templates need: afterwards it can open no file."""
    environment.from_string("{% macro m(a) %}{{ a|upper }}{% endmacro %}{{ m('b') }}").render()
    for source in ("{{ a }}", "{{ 1 / 0 }}", "{% include 'a' %}"):
        try:
            environment.from_string(source).render()
        except Exception as error:  # noqa: BLE001  # they are to fail
            failure(error, "")


def failure(error: BaseException, kind: str) -> dict[str, Any]:
    """Return the answer that says what has failed, and in which line of the template."""
    from jinja2.exceptions import TemplateNotFound

    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, TemplateNotFound) or "no loader" in str(error):
        kind = "file"
    elif isinstance(error, MemoryError):
        kind = "size"
    elif isinstance(error, RecursionError):
        error = RecursionError("it calls itself too often")
    reason = " ".join((getattr(error, "message", None) or str(error)).split()).rstrip(".")
    return {"error": kind, "line": line or 0, "reason": reason[:200]}


def serve() -> None:
    """Answer each line of standard input."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    given = json.loads(sys.stdin.readline())
    environment = ImmutableSandboxedEnvironment(
        autoescape=given["autoescape"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    warm_up(environment)
    confine()
    try:
        template = environment.from_string(given["source"])
    except (TemplateError, RecursionError, MemoryError, ValueError) as error:
        answer(failure(error, "syntax"))
        return
    answer({"text": ""})
    for line in sys.stdin:
        text, size = [], 0
        try:
            for part in template.generate(json.loads(line)):
                text.append(part)
                size += len(part)
                if size > given["most"]:
                    raise MemoryError
        except Exception as error:  # noqa: BLE001  # whatever a template does
            answer(failure(error, "run"))
        else:
            answer({"text": "".join(text)})


def answer(said: dict[str, Any]) -> None:
    """Write a line."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
