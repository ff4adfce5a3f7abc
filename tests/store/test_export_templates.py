"""Export templates: what a desk writes of its own, and what a template may not do."""

from __future__ import annotations

import pytest

from store import Article, DeskError
from store.formats import template
from store.formats.outgoing import Outgoing
from store.formats.registry import form_of
from store.records import Link, Status

from .disk import one_sentence

OUT = Outgoing(
    Article(
        headline="Bữa cơm & ca",
        byline="Trần An",
        body="Sapo <một>.\n\nHai.",
        status=Status.APPROVED,
        topics=("an toàn",),
        links=(Link(kind="news", target="0" * 32, headline="Xưởng", summary="Lớp đêm."),),
    ),
    channel="Facebook",
)


def made(tmp_path, source: str, name: str = "facebook.txt.j2", wanted: str = "facebook") -> bytes:
    (tmp_path / name).write_text(source, encoding="utf-8")
    return form_of(wanted, templates=tmp_path).written(OUT)


def test_a_template_makes_a_format_of_its_own(tmp_path):
    source = (
        "{{ headline|upper }} ({{ channel }})\n"
        "{% for card in related %}\n→ {{ card.headline }}\n{% endfor %}"
    )
    assert made(tmp_path, source).decode() == "BỮA CƠM & CA (Facebook)\n→ Xưởng\n"
    form = form_of("FACEBOOK", templates=tmp_path)  # as a channel is spelled
    assert (form.format.suffix, form.name) == (".txt", "facebook")
    assert form.written(OUT) == form.written(OUT)
    assert made(tmp_path, "{{ lead }}", "web.html.j2", "web") == b"Sapo &lt;m\xe1\xbb\x99t&gt;."
    assert [template.name_of(one) for one in template.files_in(tmp_path)] == ["facebook", "web"]


def test_the_example_is_a_template(tmp_path):
    text = made(tmp_path, template.EXAMPLE).decode()
    assert text.split() == ["BỮA", "CƠM", "&", "CA", "Sapo", "<một>.", "Hai."]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a\n{% if %}", "Line 2 of the export template facebook.txt.j2 cannot be read"),
        ("{{ lead }", "Line 1 of the export template facebook.txt.j2 cannot be read"),
        ("a\n\n{{ titel }}", "Line 3 of the export template facebook.txt.j2 fails: 'titel' is"),
        ("{{ 1/0 }}", "Line 1 of the export template facebook.txt.j2 fails: division by zero"),
        ("{% include '/etc/passwd' %}", "Line 1 of the export template facebook.txt.j2 reads a"),
        ("{% extends 'x' %}", "reads a file"),
        ("a\n{{ ''.__class__.__mro__ }}", "Line 2 of the export template facebook.txt.j2 fails"),
        ("{{ lipsum.__globals__.os.popen('id') }}", "Line 1 of the export template"),
        ("{{ paragraphs.append(1) }}", "Line 1 of the export template"),
        ("{{ 'a' * 99999999999 }}", "makes more than 1 MB"),
        ("{{ '%099999999999d' % 1 }}", "makes more than 1 MB"),
        ("{% for a in range(99999) %}{{ 'aaaaaaaaaaaaaaaaaaaa' * 9 }}{% endfor %}", "more than 1"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "it calls itself too often"),
        ("(" * 5, ""),
    ],
)
def test_a_template_that_fails_is_refused_in_a_sentence(tmp_path, source, why):
    if not why:
        assert made(tmp_path, source) == source.encode()
        return
    with pytest.raises(DeskError) as refusal:
        made(tmp_path, source)
    assert why in one_sentence(refusal.value)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set x = 2 ** 999999999 %}",
    ],
)
def test_a_template_that_loops_is_stopped(tmp_path, monkeypatch, source):
    monkeypatch.setattr(template, "MOST_SECONDS", 1.0)
    with pytest.raises(DeskError) as refusal:
        made(tmp_path, source)
    assert "facebook.txt.j2 " in one_sentence(refusal.value)


def test_a_template_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "a.txt.j2").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.txt.j2").write_bytes(b"a" * 200_000)
    for name in "ab":
        with pytest.raises(DeskError) as refusal:
            form_of(name, templates=tmp_path)
        one_sentence(refusal.value)
