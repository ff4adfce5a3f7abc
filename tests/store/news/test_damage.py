"""Files that are damaged anywhere: something is taken or refused, nothing is raised."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.news.items import Found, Refused, Told
from store.news.readers import read
from store.news.row_mapping import Setting
from store.news.stream import Stream
from tests.conftest import PAGE
from tests.store.news.samples import (
    HEADLINES,
    SUMMARIES,
    atom,
    atom_entry,
    json_lines,
    mail,
    mbox,
    row,
    rss,
    rss_item,
    web,
)

SOUND = {
    "a.txt": PAGE.encode(),
    "a.csv": f'tít;sapo\n"{HEADLINES[0]}";"{SUMMARIES[0]}"\n"{HEADLINES[1]}";b\n'.encode(),
    "a.jsonl": json_lines(row(0), row(1)),
    "a.json": json_lines([row(0), row(1)]),
    "a.rss": rss(rss_item(0), rss_item(1)),
    "a.atom": atom(atom_entry(0)),
    "a.eml": mail(0, "--x\nContent-Type: text/html; charset=utf-8\n\n<p>Tin</p>\n--x--\n",
                  **{"Content-Type": "multipart/mixed; boundary=x"}),
    "a.mbox": mbox(mail(0), mail(1)),
    "a.html": web(0),
}  # fmt: skip
PIECES = st.sampled_from(
    [b"", b"\0", b"\xff\xfe", b'"', b"\n", b"<", b"<!DOCTYPE x [", b"=?utf-8?b?",
     b"charset=undefined", b"charset=a\0b", b"]]>", b"\r", b"&#xD800;", b"\\ud800",
     "đ".encode()[:1]]
)  # fmt: skip
HARM = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 20), PIECES), min_size=1, max_size=6)


@pytest.mark.parametrize("name", SOUND)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(harm=HARM)
def test_whatever_is_broken_in_a_file_is_told_not_raised(tmp_path: Path, name, harm):
    data = SOUND[name]
    for place, length, piece in harm:
        place %= len(data)
        data = data[:place] + piece + data[place + length :]
        if not data:
            return
    path = tmp_path / name
    path.write_bytes(data)
    with Stream(path) as stream:
        for piece in read(stream, Setting(today=date(2027, 4, 20))):
            assert isinstance(piece, Found | Refused | Told)
            if isinstance(piece, Found):
                assert piece.headline
                assert len(piece.headline) <= 500
                piece.headline.encode()
