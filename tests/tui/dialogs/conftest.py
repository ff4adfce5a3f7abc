"""Pages that lie in a folder."""

import pytest


@pytest.fixture
def pages(tmp_path, page_bytes):
    """Three pages in a folder, and what is no page."""
    folder = tmp_path / "trang báo"
    folder.mkdir()
    for number in (1, 2, 3):
        page = page_bytes.replace("Tổ may số 7".encode(), f"Tổ may số {number}".encode())
        (folder / f"trang {number}.txt").write_bytes(page)
    (folder / "ảnh.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)))
    (folder / "rỗng.txt").write_bytes(b"")
    return folder
