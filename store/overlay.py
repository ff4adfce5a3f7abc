"""A mapping over an unchanging one: what is changed stands beside it."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping, ValuesView
from threading import Lock
from typing import Any, Self, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Overlay(MutableMapping[K, V]):
    """A mapping in the order of a `dict`: what is replaced keeps its place, what is new comes last.

    One thread may change it while others read: they meet the state before or after each change, and
    who goes through it goes through the state in which it began.

    Args:
        base: what it begins with; never changed, not even by others.
    """

    def __init__(self, base: Mapping[K, V]) -> None:
        self.base = base
        self._changed: dict[K, V] = {}
        """What has another value than in the base."""
        self._gone: set[K] = set()
        """What is in the base alone."""
        self._added: dict[K, V] = {}
        """What is not in the base, or was once deleted from it."""
        self._gate = Lock()

    def __getitem__(self, key: K) -> V:
        for known in (self._added, self._changed):
            if key in known:
                return known[key]
        if key in self._gone:
            raise KeyError(key)
        return self.base[key]

    def __contains__(self, key: object) -> bool:
        if key in self._added or key in self._changed:
            return True
        return key not in self._gone and key in self.base

    def __setitem__(self, key: K, value: V) -> None:
        with self._gate:
            if key in self._added:
                self._added[key] = value
            elif key in self._changed or (key not in self._gone and key in self.base):
                self._changed[key] = value
            else:
                self._added[key] = value

    def __delitem__(self, key: K) -> None:
        with self._gate:
            if key not in self:
                raise KeyError(key)
            if key not in self._added:
                self._gone.add(key)
            self._added.pop(key, None)
            self._changed.pop(key, None)

    def __len__(self) -> int:
        return len(self.base) - len(self._gone) + len(self._added)

    def __iter__(self) -> Iterator[K]:
        now = self.copy()
        yield from (key for key in self.base if key not in now._gone)
        yield from now._added

    def items(self) -> ItemsView[K, V]:
        """Return the keys with their values."""
        return _Items(self)

    def values(self) -> ValuesView[V]:
        """Return the values."""
        return _Values(self)

    def pairs(self) -> Iterator[tuple[K, V]]:
        """Return the keys with their values as they are now, without a look-up for each."""
        return self.copy()._pairs()

    def _pairs(self) -> Iterator[tuple[K, V]]:
        for key, value in self.base.items():
            if key not in self._gone:
                yield key, self._changed.get(key, value)
        yield from self._added.items()

    def copy(self) -> Self:
        """Return a copy, which costs as much as what has been changed."""
        other = type(self)(self.base)
        with self._gate:
            other._changed.update(self._changed)
            other._gone.update(self._gone)
            other._added.update(self._added)
        return other

    def changes(self) -> tuple[set[K], dict[K, V]]:
        """Return what is not as in the base: what is gone from there, and what is put over it."""
        now = self.copy()
        return now._gone, {**now._changed, **now._added}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self.pairs())!r})"


class _Items(ItemsView[K, V]):
    _mapping: Overlay[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping.pairs()


class _Values(ValuesView[V]):
    _mapping: Overlay[Any, V]

    def __iter__(self) -> Iterator[V]:
        return (value for _, value in self._mapping.pairs())
