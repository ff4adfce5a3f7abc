"""Read the bytes of a file in order, unpacking it if it is packed, never more than needed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Self, cast

from store.charsets import UTF_16_MARKS
from store.encoding import UTF_16, guess
from store.errors import N_, FileError
from store.safe_open import open_to_read

MOST_WHOLE: Final = 64_000_000
"""The most bytes of a file that is read as a whole, unless its format sets another limit."""
MOST_LINE: Final = 4_000_000
"""The most bytes in a line: four times the longest text."""
MOST_UNPACKED: Final = 4_000_000_000
"""The most bytes that a packed file may unpack to, as a guard against decompression bombs."""
MOST_SMALLER: Final = 200
"""The highest plausible compression ratio; a table of similar lines reaches about 50."""
_UNDOUBTED: Final = 1_000_000
"""Up to this many bytes, the ratio is not checked."""
HEAD: Final = 8192
"""How many bytes are used to detect the format."""

_Unpack = Callable[[BinaryIO], gzip.GzipFile | lzma.LZMAFile | bz2.BZ2File]
_PACKED: Final[dict[bytes, _Unpack]] = {
    b"\x1f\x8b": lambda raw: gzip.GzipFile(fileobj=raw),
    b"\xfd7zXZ\x00": lzma.LZMAFile,
    b"BZh": bz2.BZ2File,
}
_FAILURES: Final = (OSError, EOFError, lzma.LZMAError, zlib.error)


class Stream:
    """A file open for reading; a context manager that closes it.

    Raises:
        FileError: it cannot be read; the methods raise this as well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        """What messages call it."""
        self._unpacked = 0
        try:
            if not path.exists():
                raise FileError(N_("There is no file {path}."), path=path)
            if not path.is_file():  # a pipe would block, a device never end
                raise FileError(N_("{path} is no file."), path=path)
            self._raw = open_to_read(path)
        except OSError as error:
            raise FileError(
                N_("The file {path} cannot be read: {reason}."), path=path, reason=error.strerror
            ) from error
        self._data: BinaryIO = self._opened()

    def _opened(self) -> BinaryIO:
        begins = self._raw.peek(8)
        unpack = next((u for mark, u in _PACKED.items() if begins.startswith(mark)), None)
        self.is_packed = unpack is not None
        if unpack is None:
            return self._raw
        return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", unpack(self._raw))))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._data.close()
        self._raw.close()

    @property
    def position(self) -> int:
        """Return how many bytes of the file, before unpacking, have been read."""
        return 0 if self._raw.closed else self._raw.tell()

    def head(self) -> bytes:
        """Return the first bytes without consuming them."""
        try:
            return bytes(cast("io.BufferedReader", self._data).peek(HEAD)[:HEAD])
        except _FAILURES as error:
            raise self._broken(error) from error

    def whole(self, most: int = MOST_WHOLE) -> bytes:
        """Return all bytes.

        Raises:
            FileError: there are more than `most`.
        """
        try:
            data = self._data.read(most + 1)
        except _FAILURES as error:
            raise self._broken(error) from error
        self._count(data)
        if len(data) > most:
            raise FileError(
                N_("{name} is larger than {most} MB, too large for its format; split it."),
                name=self.name,
                most=most // 1_000_000,
            )
        return data

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield each line with its number; None for one that is too long."""
        number = 0
        read = self._data
        if self.head().startswith(UTF_16_MARKS):
            text = io.TextIOWrapper(read, encoding="utf-16", errors="replace", newline="\n")
            read = cast("BinaryIO", _Transcoded(text))
        elif b"\x00" in self.head() and guess(self.head()) == UTF_16:  # without its mark
            order = "le" if self.head()[1:2] == b"\x00" else "be"
            text = io.TextIOWrapper(
                read, encoding=f"utf-16-{order}", errors="replace", newline="\n"
            )
            read = cast("BinaryIO", _Transcoded(text))
        elif b"\r" in self.head() and b"\n" not in self.head():  # as Macs ended lines
            text = io.TextIOWrapper(read, encoding="latin-1", newline=None)
            read = cast("BinaryIO", _Transcoded(text, "latin-1"))
        while line := self._line_of(read):
            number += 1
            if len(line) < MOST_LINE or line.endswith(b"\n"):
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = self._line_of(read)
            yield number, None

    def _line_of(self, data: BinaryIO) -> bytes:
        try:
            line = data.readline(MOST_LINE)
        except _FAILURES as error:
            raise self._broken(error) from error
        self._count(line)
        return line

    def _count(self, data: bytes) -> None:
        self._unpacked += len(data)
        if not self.is_packed or self._unpacked <= _UNDOUBTED:
            return
        if self._unpacked > min(MOST_UNPACKED, MOST_SMALLER * self.position):
            raise FileError(N_("{name} unpacks to more than anybody reads."), name=self.name)

    def _broken(self, error: Exception) -> FileError:
        reason = getattr(error, "strerror", None) or N_("it is damaged")
        return FileError(
            N_("The file {path} cannot be read: {reason}."), path=self.path, reason=reason
        )


class _Transcoded:
    """The lines of a text as bytes, in UTF-8 unless they are to stay as they are."""

    def __init__(self, text: io.TextIOWrapper, encoding: str = "utf-8") -> None:
        self._text = text
        self._encoding = encoding

    def readline(self, most: int) -> bytes:
        return self._text.readline(most // 4).encode(self._encoding)
