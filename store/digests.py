"""Digests by modules of Python's own.

`hashlib` offers the same, but loads OpenSSL for others: 3 MB of memory, and 3 ms of each start.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:

    def _first(name: str, *modules: str) -> Any:
        """Return what the first of some modules has that is there."""
        for module in modules:
            with suppress(ImportError):
                return getattr(import_module(module), name)
        return getattr(import_module("hashlib"), name)

    blake2b = _first("blake2b", "_blake2")
    sha256 = _first("sha256", "_sha256", "_sha2")  # until Python 3.11, since 3.12

__all__ = ["blake2b", "sha256"]
