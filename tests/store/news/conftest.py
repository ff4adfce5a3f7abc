"""News files to import, and a network that cannot be reached."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Fail whatever opens a socket or asks for an address."""
    reached = []

    def refuse(*arguments, **_options):
        reached.append(arguments)
        raise AssertionError(f"the network was asked for: {arguments}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    yield
    assert not reached


@pytest.fixture
def put(tmp_path):
    """Write a file to import, and give its path."""

    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / "tin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


@pytest.fixture
def take(desk, put):
    """Import one file that holds `data`, and give the report."""

    def taken(name: str, data: bytes | str, mapping=None, **options):
        return desk.news.import_files([put(name, data)], mapping, **options)

    return taken
