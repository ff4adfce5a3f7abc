"""Markdown of others and its front matter: read, with what was lost told, or refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from store import PageError
from store.formats import markdown

from ..disk import one_sentence
from .samples import LINES, LONG, said


def test_markdown_of_others_is_read_and_says_what_it_lost():
    text = (
        "---\ntitle: Bữa cơm ca\nauthor: [An, Bình]\nlayout: post\n---\n\n"
        "Sapo **đậm** với [một địa chỉ](https://x.example).\n\n![ảnh](a.png)\n\n## Mục\n\n"
        "- Một.\n- Hai.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>thô</div>\n"
    )
    read = markdown.read(text.encode(), "bài.md")
    assert (read.page.headline, read.page.byline) == ("Bữa cơm ca", "An, Bình")
    assert read.page.body == "Sapo đậm với một địa chỉ.\n\nMục\n\nMột.\n\nHai.\n\na; b\n\n1; 2"
    for lost in ("layout", "pictures (1)", "addresses of links (1)", "bold and italic", "HTML in"):
        assert lost in said(read)
    plain = markdown.read(b"# T\xc3\xadt\n\nSapo.\n", "bài.md")
    assert (plain.page.headline, plain.page.body) == ("Tít", "Sapo.")


@pytest.mark.parametrize(
    ("front", "headline", "byline", "lost"),
    [
        ("title: 012\nauthor: 2027-05-01\n", "012", "2027-05-01", ""),
        ("title: no\nauthor: 12:30\n", "no", "12:30", ""),
        ("title: 2027-02-31\nauthor: [An, 7, ~]\n", "2027-02-31", "An, 7", ""),
        ("title: ~\nauthor:\nlayout:\n", "", "", ""),
        ("title: >-\n  Bữa cơm\n  ca\nauthor: An\n", "Bữa cơm ca", "An", ""),
        ("title: Một\ntitle: Hai\n", "Một", "", "title"),
        ("title: {vi: Một, en: One}\n", "", "", "title"),
        ("author: {name: An, mail: a@b.vn}\n", "", "An", "author"),
        ("author: [{name: An}, {name: Bình}]\n", "", "An, Bình", "author"),
        ("author: [[An, Bình], Chi]\n", "", "Chi", "author"),
        ("author: [" + "An, " * 30 + "]\n", "", ", ".join(["An"] * 20), "author"),
        ("? [a, b]\n: 1\ntitle: Một\n", "Một", "", "?"),
        ("base: &b {title: Hai}\n<<: *b\n", "", "", "base”, front matter “<<"),
        ("a: &a [An, *a]\ntitle: Một\n", "Một", "", "a"),
    ],
)
def test_front_matter_is_what_was_written_and_says_what_it_lost(front, headline, byline, lost):
    read = markdown.read(f"---\n{front}---\n\n{LONG}\n\n{LINES[1]}\n".encode(), "a.md")
    assert (read.page.headline, read.page.byline) == (headline, byline)
    assert said(read).replace("; ", ", ") == (f"front matter “{lost}”" if lost else "")


def test_front_matter_that_names_itself_again_and_again_is_read_at_once():
    layers = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghij"))
    long = f"k: &k {'An' * 5_000}\nauthor: [{', '.join(['*k'] * 2_000)}]\n"
    for front in (f"a: &a [An]\n{layers}author: *j\n", long):
        read = markdown.read(f"---\ntitle: Một\n{front}---\n\n{LONG}\n".encode(), "a.md")
        assert read.page.headline == "Một"
        assert len(read.page.byline) < 30_000
        assert "author" in said(read)


@pytest.mark.parametrize(
    "front",
    [
        "title: Quà: Tết\n",
        "Sáng nay mở cửa.\n",
        "- một\n",
        "*a\n",
        pytest.param("[" * 9_000, id="["),
    ],
)
def test_what_stands_between_dashes_and_is_no_front_matter_is_text(front):
    read = markdown.read(f"---\n{front}\n---\n\n{LONG}\n\n{LINES[1]}\n".encode(), "a.md")
    words = front[:40].strip("\n-* ").removeprefix("title: ")
    assert words in read.page.headline + read.page.byline + read.page.body
    empty = markdown.read(f"---\n---\n{LONG}\n\n---\n\n{LINES[1]}\n".encode(), "a.md")
    assert empty.page.body.split("\n\n") == [LONG, LINES[1]]


def test_markdown_that_would_take_for_ever_is_refused():
    with pytest.raises(PageError) as refusal:
        markdown.read(b"**a" * 10_000, "bài.md")
    assert "more than 10000 signs of Markdown" in one_sentence(refusal.value)
