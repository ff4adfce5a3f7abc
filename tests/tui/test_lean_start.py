"""What the start of the app does not load, as each megabyte of it is one of every desk."""

from __future__ import annotations

import hashlib

from store import digests
from tests.test_boundaries import loaded_after

START = """
import sys
import tui.cli
from store import open_desk
tui.cli.load_asyncio()
import tui.app
with open_desk(sys.argv[1]) as desk:
    desk.articles.new(headline="Tổ may")
"""


def test_openssl_is_not_loaded(tmp_path):
    loaded = loaded_after(START, tmp_path / "desk.json")
    assert {"textual", "asyncio"} <= loaded
    assert not loaded & {"ssl", "_ssl", "hashlib", "_hashlib", "secrets"}


def test_who_wants_tls_has_it_all_the_same(tmp_path):
    loaded = loaded_after(f"{START}\nimport ssl\nssl.create_default_context()", tmp_path / "d.json")
    assert "_ssl" in loaded


def test_the_digests_are_those_of_everybody():
    data = "Tòa soạn".encode()
    assert digests.sha256(data).hexdigest() == hashlib.sha256(data).hexdigest()
    ours, theirs = (
        make(data, digest_size=6, key=b"k").digest() for make in (digests.blake2b, hashlib.blake2b)
    )
    assert ours == theirs
