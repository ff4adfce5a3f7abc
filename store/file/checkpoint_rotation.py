"""A new generation of a desk: a checkpoint that replaces the desk file, and its journal.

Only the desk file (and its previous copy) is ever renamed, so no two renames must happen together.
Until the rename, the old generation goes on. From then until the folder is synced, nobody knows
which of the two the disk has, so neither journal may take saves any more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from store.atomic import keep_as, of_file, sync_folder, write_beside
from store.file import checkpoint, journal, permissions
from store.file.checkpoint import Encoded, Signature
from store.file.journal import Header, Journal
from store.file.recovery import previous_path
from store.safe_open import refuse_unless_replaceable


class UncertainCommitError(OSError):
    """A failure after which it is unknown which of two generations the disk has.

    Args:
        error: the failure.
        signature: of the new desk file where it is in place; None where the old one is.
    """

    def __init__(self, error: OSError, signature: Signature | None) -> None:
        super().__init__(error.errno, error.strerror)
        self.signature = signature


class Draft:
    """A checkpoint that is written, but has not replaced the desk file yet."""

    def __init__(self, desk: Path, chunks: Encoded) -> None:
        self._desk = desk
        self._hash = checkpoint.new_hash()
        self._rights = permissions.of_desk(desk)
        self.path = write_beside(desk, self._hashed(chunks), self._rights)
        self._places = chunks.places

    def _hashed(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._hash.update(chunk)
            yield chunk

    def drop(self) -> None:
        """Delete the draft, if it has not been put in place."""
        self.path.unlink(missing_ok=True)

    def put_in_place(
        self,
        before: Journal | None,
        follows: int,
        since: bytes,
        *,
        leads_here: bool,
        read_by: str = "",
    ) -> tuple[Journal, Signature]:
        """Replace the desk file by the draft; return its journal and its signature.

        Args:
            before: the journal so far, closed when this succeeds; None where there is none.
            follows: the number of the last save in the checkpoint.
            since: the lines of `before` that are not in it.
            leads_here: whether the present file is the checkpoint that `before` extends.
            read_by: the version of toasoan that has read all records in it (`Header`).

        Raises:
            UncertainCommitError: neither journal may take saves any more; both are closed.
            OSError: nothing has changed, and `before` goes on.
        """
        desk = self._desk
        number = max([*journal.journals(desk), before.number if before else 0]) + 1
        signature = checkpoint.signature_of(self.path.stat())
        header = Header(
            number=number,
            digest=self._hash.hexdigest(),
            size=signature.size,
            mtime_ns=signature.mtime_ns,
            follows=follows,
            has_end_mark=True,
            read_by=read_by,
            places=self._places,
        )
        after = Journal.create(desk, header, since, self._rights)
        try:
            sync_folder(desk.parent)
            self._keep_previous(leads_here)
            self.path.replace(desk)
        except OSError as error:
            after.close()
            if _is_in_place(desk, signature):
                _close(before)
                raise UncertainCommitError(error, signature) from error
            try:
                after.path.unlink()
            except OSError:  # a newer one is there, so the old one must not go on
                _close(before)
                raise UncertainCommitError(error, None) from error
            raise
        _close(before)
        try:
            sync_folder(desk.parent)
        except OSError as error:
            after.close()
            raise UncertainCommitError(error, signature) from error
        _delete_old_journals(desk, before.number if before else number)
        return after, signature

    def _keep_previous(self, leads_here: bool) -> None:
        """Keep the generation from which a damaged desk file can be rebuilt.

        This is the checkpoint before, whose journal leads to this one. Where there is none that
        leads here, it is a copy; a link would be damaged with the file, since stock TinyDB writes
        in place.
        """
        kept = self.path.with_suffix(".old")
        try:
            if leads_here:
                keep_as(self._desk, kept)
            else:
                copy = write_beside(self._desk, of_file(self.path), self._rights)
                try:
                    copy.replace(kept)
                finally:
                    copy.unlink(missing_ok=True)
            previous = previous_path(self._desk)
            refuse_unless_replaceable(previous)
            kept.replace(previous)
        finally:
            kept.unlink(missing_ok=True)  # renaming a file to another of its names keeps both


def _close(before: Journal | None) -> None:
    if before:
        before.close()


def _is_in_place(desk: Path, signature: Signature) -> bool:
    try:
        return desk.stat().st_ino == signature.inode
    except OSError:
        return False


def _delete_old_journals(desk: Path, oldest: int) -> None:
    """Delete the journals whose saves are all in later files; the next time retries."""
    with contextlib.suppress(OSError):
        for number, path in journal.journals(desk).items():
            if number < oldest:
                path.unlink()
