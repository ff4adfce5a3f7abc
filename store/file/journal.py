"""The journal beside a desk file: every save is one line, on the disk before it counts as saved.

A line is `crc32 SP json NL`. The first one, the header, names the checkpoint that the journal
extends; each later one is a save: its number, and the whole documents it has written. The numbers
go up through all journals of a desk, so a save that is in two of them is one save, and a missing
one is noticed. After the last line the file is filled with zeros in advance: a save then overwrites
existing blocks, and the system has no new length to sync (half the time, measured). At least one
zero is always there, the end mark: each line is written together with one. So a journal that was
truncated, even right after a line, has lost it.

The journal alone cannot show that it was replaced by an older copy of itself, end mark and all; the
number in the lock file does (`store.file.lock`), as long as the file is where it was written.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import glob
import os
import re
import zlib
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Final

import msgspec

from store import safe_open
from store.atomic import sync, write_all
from store.file.lock import unlock
from store.safe_open import Rights

Documents = dict[str, MutableMapping[str, bytes]]
"""Table name → document id → the document's JSON text."""

Places = dict[str, tuple[int, int]]
"""Table name → where its JSON text begins and ends in a checkpoint."""

Changes = Mapping[str, Mapping[str, bytes | None]]
"""The changes of a save: table name → document ID → the document's JSON text, None to delete it."""

OUT_OF_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The errors that leave the disk sound: the incomplete line is cut off, and saving goes on."""

_AHEAD: Final = 256 * 1024
"""How many bytes of zeros are written in advance."""

_MENDABLE: Final = 64 * 1024
"""The longest line, in bytes, in which a wrong bit is searched for (that takes 0.1 s)."""

_LONGEST_HEADER: Final = 64 * 1024

_END: Final = b"\0"
"""The end mark."""

_json: Final = msgspec.json.encode

_EFFECT: Final = [zlib.crc32(bytes([byte])) ^ zlib.crc32(b"\0") for byte in range(256)]
"""The effect of a wrong last byte on a checksum, by the bits that are wrong in it."""

_NAME: Final = re.compile(r"\.j-(\d{6,})$")
_LINE: Final = re.compile(rb"[^\n]+\n?|\n")


class Header(msgspec.Struct, frozen=True):
    """The first line: which checkpoint the journal extends."""

    number: int
    digest: str
    """Of the bytes of the checkpoint (`store.file.checkpoint.digest`)."""
    size: int
    mtime_ns: int
    """Its date. Other bytes with the same date are damage; with another date, an edit."""
    follows: int
    """The number of the last save in the checkpoint."""
    has_end_mark: bool = False
    """Whether there is always an end mark; toasoan 0.2 and before did not promise one."""
    read_by: str = ""
    """The version of toasoan that has read each document of a record in the checkpoint, and found
    it under the number of its own ID; empty where none has."""
    places: Places = {}
    """Where the tables lie in the checkpoint: a journal of toasoan 0.2 does not say."""


class Save(msgspec.Struct, frozen=True):
    """A later line: one save."""

    save: int
    put: dict[str, dict[str, msgspec.Raw]]


class Scan(msgspec.Struct, frozen=True):
    """The content of a journal."""

    header: Header | None
    """None where it cannot be read."""
    saves: dict[int, bytes]
    """The JSON text of each readable save, by its number."""
    end: int
    """Where the next line is written."""
    mended: int
    """How many lines had one wrong bit that could be corrected."""
    is_whole: bool
    """Whether all of it can be read."""
    has_torn_tail: bool
    """Whether something unreadable follows the last line: a save cut off, or damage."""
    is_cut: bool = False
    """Whether an end mark that must be there is missing."""
    lacks_room: bool = False
    """The same for a journal of toasoan 0.2, which left out the zeros on a full disk, and where a
    later journal had taken over."""

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong with it."""
        is_whole = self.is_whole and not self.is_cut
        return self.header is not None and is_whole and not self.mended

    def changes(self) -> dict[str, dict[str, bytes | None]]:
        """Return the changes of all saves together."""
        return merged(*map(changes_of, self.saves.values()))


def encode_line(payload: bytes) -> bytes:
    """Return a line with its checksum."""
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def encode_save(number: int, changes: Changes) -> bytes:
    """Return the JSON text of a save."""
    tables = (
        b"%s:{%s}"
        % (
            _json(name),
            b",".join(b"%s:%s" % (_json(key), doc or b"null") for key, doc in docs.items()),
        )
        for name, docs in changes.items()
    )
    return b'{"save":%d,"put":{%s}}' % (number, b",".join(tables))


def changes_of(save: bytes) -> dict[str, dict[str, bytes | None]]:
    """Return the changes of a save; the reverse of `encode_save`."""
    put = msgspec.json.decode(save, type=Save).put
    return {
        name: {key: None if bytes(raw) == b"null" else bytes(raw) for key, raw in documents.items()}
        for name, documents in put.items()
    }


def merged(*several: Changes) -> dict[str, dict[str, bytes | None]]:
    """Return several changes as one, the later over the earlier."""
    changes: dict[str, dict[str, bytes | None]] = {}
    for one in several:
        for name, documents in one.items():
            changes.setdefault(name, {}).update(documents)
    return changes


def apply(changes: Changes, tables: Documents) -> None:
    """Apply changes to `tables`, in place."""
    for name, documents in changes.items():
        table = tables.setdefault(name, {})
        for key, document in documents.items():
            if document is None:
                table.pop(key, None)
            else:
                table[key] = document


def differences(
    before: Mapping[str, Mapping[str, bytes]], after: Mapping[str, Mapping[str, bytes]]
) -> dict[str, dict[str, bytes | None]]:
    """Return the changes that lead from some tables to others."""
    changes: dict[str, dict[str, bytes | None]] = {}
    for name in {**before, **after}:
        # Each key is looked up twice, which takes its time in a table that is not a `dict`.
        old, new = dict(before.get(name, {}).items()), dict(after.get(name, {}).items())
        changed: dict[str, bytes | None] = {key: None for key in old if key not in new}
        changed.update((key, text) for key, text in new.items() if old.get(key) != text)
        if changed:
            changes[name] = changed
    return changes


def newest_header(desk: Path) -> Header | None:
    """Return the header of the newest journal; None where it cannot be read."""
    try:
        with safe_open.open_to_read(path_of(desk, max(journals(desk)))) as file:
            payload = _payload(file.readline(_LONGEST_HEADER))
    except (OSError, ValueError):  # there is none
        return None
    return _header(payload) if payload else None


def read_on(desk: Path, number: int, place: int) -> Scan | None:
    """Read a journal from an offset after a line; None if it is not the newest, or unreadable."""
    try:
        with safe_open.open_to_read(path_of(desk, number)) as file:
            file.seek(place)
            found = scan(file.read(), from_start=False)
        return found if number == max(journals(desk)) else None
    except OSError:
        return None


def scan(data: bytes, *, from_start: bool = True) -> Scan:
    """Read the lines of a journal, skipping damaged ones; `from_start`, the first is the header."""
    header: Header | None = None
    saves: dict[int, bytes] = {}
    place = end = mended = last = 0
    is_whole = True
    for line in _LINE.finditer(data, 0, len(data.rstrip(_END))):
        raw = line[0]
        begin, place = line.span()
        payload = _payload(raw)
        if payload is None:
            payload = _mended(raw)
            mended += payload is not None
        if payload is None:
            is_whole = False
            continue
        if begin == 0 and from_start:
            header = _header(payload)
        elif number := _number(payload):
            saves[number] = payload
        else:  # the checksum is right, but it is not a readable save
            is_whole = False
            continue
        end, last = place, len(raw)
    has_mark = end < len(data)
    is_marked = header is not None and header.has_end_mark
    return Scan(
        header=header,
        saves=saves,
        end=end,
        mended=mended,
        is_whole=is_whole,
        has_torn_tail=end < place,
        is_cut=is_marked and not has_mark,
        # A long line may have filled all of the space ahead.
        lacks_room=bool(header and saves) and not (is_marked or has_mark or last >= _AHEAD),
    )


def _header(payload: bytes) -> Header | None:
    try:
        return msgspec.json.decode(payload, type=Header)
    except msgspec.DecodeError:  # a save, if the line end of the header is damaged
        return None


def _number(payload: bytes) -> int | None:
    try:
        return msgspec.json.decode(payload, type=Save).save
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _payload(raw: bytes) -> bytes | None:
    """Return the JSON text of a line, None where its checksum is wrong."""
    if len(raw) < 10 or raw[8:9] != b" " or raw[-1:] != b"\n":
        return None
    payload = raw[9:-1]
    try:
        return payload if b"%08x" % zlib.crc32(payload) == raw[:8] else None
    except ValueError:
        return None


def _mended(raw: bytes) -> bytes | None:
    """Return the JSON text of a line with one wrong bit, found by the checksum.

    A CRC is linear: the effect of one wrong bit depends only on its distance from the end.
    """
    if not 10 <= len(raw) <= _MENDABLE:
        return None
    for place in (*range(9), len(raw) - 1):  # the frame of the line
        for bit in range(8):
            line = _flipped(raw, place, bit)
            if (payload := _payload(line)) is not None:
                return payload
    try:
        wanted = zlib.crc32(raw[9:-1]) ^ int(raw[:8], 16)
    except ValueError:
        return None
    effects = [_EFFECT[1 << bit] for bit in range(8)]
    for place in range(len(raw) - 2, 8, -1):
        if wanted in effects:
            return _payload(_flipped(raw, place, effects.index(wanted)))
        effects = [(effect >> 8) ^ _EFFECT[effect & 0xFF] for effect in effects]
    return None


def _flipped(raw: bytes, place: int, bit: int) -> bytes:
    line = bytearray(raw)
    line[place] ^= 1 << bit
    return bytes(line)


def journals(desk: Path) -> dict[int, Path]:
    """Return the journals of a desk file by number, oldest first."""
    found = {}
    for path in desk.parent.glob(f"{glob.escape(desk.name)}.j-*"):
        if match := _NAME.search(path.name):
            found[int(match[1])] = path
    return dict(sorted(found.items()))


def path_of(desk: Path, number: int) -> Path:
    """Return the path of the journal with that number."""
    return desk.with_name(f"{desk.name}.j-{number:06}")


class Journal:
    """A journal that is open for writing, locked against other processes.

    Made by `create` and `reopen`.
    """

    def __init__(self, path: Path, number: int, handle: int, end: int, room: int) -> None:
        self.path = path
        self.number = number
        self.saves = 0
        """How many saves are in it."""
        self.is_sound = True
        """Whether it is known what of it is on the disk; otherwise it must be given up."""
        self.end = end
        self._handle = handle
        self._room = room
        """The length of the file; there are zeros between `end` and here."""

    @classmethod
    def create(cls, desk: Path, header: Header, saves: bytes, rights: Rights) -> Journal:
        """Write a new journal, synced (its name is not: see `sync_folder`).

        It begins with `saves`, lines copied from the previous journal.

        Raises:
            OSError: there is no new journal.
        """
        path = path_of(desk, header.number)
        handle = safe_open.create(path, rights)
        try:
            _lock(handle)
            text = encode_line(_json(header)) + saves
            write_all(handle, text + _END, 0)
            sync(handle)
        except OSError:
            os.close(handle)
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        journal = cls(path, header.number, handle, len(text), len(text) + 1)
        journal.saves = saves.count(b"\n")
        return journal

    @classmethod
    def reopen(cls, path: Path, number: int, scan: Scan | None) -> Journal:
        """Open an existing journal, to append to it.

        Without its scan, or with one that is not sound, it can only be held, not written.

        Raises:
            OSError: it cannot be opened, or another process has it (EAGAIN).
        """
        handle = safe_open.open_again(path)
        try:
            _lock(handle)
            room = os.fstat(handle).st_size
        except OSError:
            os.close(handle)
            raise
        journal = cls(path, number, handle, scan.end if scan else room, room)
        journal.saves = len(scan.saves) if scan else 0
        journal.is_sound = scan is not None and scan.is_sound and not scan.lacks_room
        return journal

    @property
    def is_in_place(self) -> bool:
        """Tell whether the file is still where the next start looks for it."""
        try:
            there = self.path.stat()
        except OSError:
            return False
        ours = os.fstat(self._handle)
        return (there.st_ino, there.st_dev) == (ours.st_ino, ours.st_dev)

    def append(self, payload: bytes) -> None:
        """Write a line and return when it is on the disk.

        Raises:
            OSError: the save is refused. If `is_sound`, nothing of it is in the journal.
        """
        line = encode_line(payload)
        self.is_sound = False
        self._make_room(len(line) + 1)
        self._write(line + _END, self.end)
        sync(self._handle, data_only=True)
        self.is_sound = True
        self.end += len(line)
        self.saves += 1

    def _make_room(self, size: int) -> None:
        if self.end + size <= self._room:
            return
        try:
            self._write(bytes(max(_AHEAD, size)), self._room)
        except OSError:
            if not self.is_sound:
                raise
            self.is_sound = False  # the disk is full, but there may be room for the line
            return
        sync(self._handle)

    def _write(self, data: bytes, place: int) -> None:
        """Write, and where there is no room for all of it, truncate what was written."""
        try:
            write_all(self._handle, data, place)
        except OSError as error:
            if error.errno in OUT_OF_SPACE:
                self._cut_back()
                self.is_sound = True
            raise
        self._room = max(self._room, place + len(data))

    def _cut_back(self) -> None:
        """Truncate the file after the end mark: a full disk might not give its block back."""
        os.ftruncate(self._handle, self.end + 1)
        write_all(self._handle, _END, self.end)
        self._room = self.end + 1

    def close(self) -> None:
        """Free the zeros and release the lock."""
        with contextlib.suppress(OSError):  # the zeros are harmless
            if self.is_sound and self._room > self.end + 1:
                self._cut_back()
        unlock(self._handle)

    def drop(self) -> None:
        """Close the file in a child process, without releasing the parent's lock."""
        os.close(self._handle)

    def read_from(self, place: int) -> bytes:
        """Return the bytes of the lines from `place` on."""
        return os.pread(self._handle, self.end - place, place)


def _lock(handle: int) -> None:
    """Lock the journal itself too: the lock file may be deleted, which lets in a second process."""
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
