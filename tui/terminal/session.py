"""An App on a terminal that may stall, go away, be lent to a program, or be stopped.

Saving and leaving wait for no terminal. What was typed before a signal came is taken first.
"""

from __future__ import annotations

import asyncio
import os
import signal
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from contextvars import Context, copy_context
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from textual.app import SuspendNotSupported
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from tui.key_queue import Echo
from tui.stray_input import StrayInput
from tui.terminal.driver import TerminalDriver, let_go

if TYPE_CHECKING:
    from rich.console import RenderableType

Result = TypeVar("Result")

ENDING: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
"""The signals that ask to leave."""

LAST_KEYS: Final = 5.0
"""Seconds, at the most, in which keys that came before the signal to leave have their effect."""

KEYS_BEFORE_STOP: Final = 1.0
"""The same before the process is stopped."""

QUIET: Final = 0.05
"""Seconds after which a key that came is read."""

LOOK_SECONDS: Final = 1.0
"""How often is looked whether the terminal is still there."""


class TerminalSession(StrayInput[Result]):
    """An App that keeps what was typed, whatever becomes of the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked_to_leave = False
        """Whether a signal has asked to leave; known before the App's turn to act on it."""
        self._is_ending = False
        """Whether the App is about to leave, for a signal or a terminal that is gone."""
        self._is_stopping = False
        self._left_out = False
        """Whether something was not drawn, for the terminal was behind."""
        self._begun: set[asyncio.Task[None]] = set()
        """What signals have begun; asyncio itself would forget it."""

    @abstractmethod
    def save_what_was_typed(self) -> bool:
        """Save, and return whether nothing is left unsaved; raise nothing."""

    @abstractmethod
    def end_at_once(self) -> None:
        """Save, or else keep elsewhere what was typed, and end without a question."""

    # ------------------------------------------------------------------ the terminal

    def get_driver_class(self) -> type[Driver]:
        """Return the driver: ours in the place of Textual's for a terminal."""
        found = super().get_driver_class()
        return TerminalDriver if found is LinuxDriver else found

    def _build_driver(self, *args: Any, **options: Any) -> Driver:
        driver = super()._build_driver(*args, **options)
        if isinstance(driver, TerminalDriver):
            loop, context = asyncio.get_running_loop(), copy_context()
            driver.on_caught_up = lambda: _soon(loop, self._draw_what_was_left_out, context)
            driver.on_gone = lambda: _soon(loop, self.leave_at_once, context)
        return driver

    @property
    def _terminal(self) -> TerminalDriver | None:
        """The driver, where it is one of a real terminal."""
        return self._driver if isinstance(self._driver, TerminalDriver) else None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Draw, except on a terminal that is behind: that is drawn whole when it is not."""
        if self._terminal and self._terminal.is_behind:
            self._left_out = True
        else:
            super()._display(screen, renderable)

    def _draw_what_was_left_out(self) -> None:
        if self._left_out:
            self._left_out = False
            self.refresh()

    def _print_error_renderables(self) -> None:
        """Tell at the end why; a terminal that takes nothing is told nothing."""
        if self._terminal and self._terminal.takes_nothing:
            let_go()
        super()._print_error_renderables()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal to a program. It comes back whatever happens, however it was left."""
        if self._is_ending or self.is_asked_to_leave:  # the key waited in line when the signal came
            raise SuspendNotSupported
        failure: BaseException | None = None
        with super().suspend():
            try:
                yield
            except BaseException as error:  # noqa: BLE001 - raised again: Textual's own would
                failure = error  # not take the terminal back, and no key would be read any more
            if self._terminal:
                self._terminal.take_back()
        if failure:
            raise failure

    # ------------------------------------------------------------------ signals

    def take_signals(self) -> None:
        """Take the signals, and a terminal that is gone, as what they mean to an editor."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self.leave_at_once)
            # In its own turn only, which is late for who is about to lend the terminal for long.
            signal.signal(number, self._note_signal)
            signal.siginterrupt(number, False)
        if self._terminal:
            loop.add_signal_handler(signal.SIGTSTP, self._stop)
            loop.add_signal_handler(signal.SIGCONT, self._go_on)
            self.set_interval(LOOK_SECONDS, self._see_whether_it_is_there)

    def _note_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_to_leave = True

    def leave_at_once(self) -> None:
        """Save, take the keys that have come, save again, and end."""
        if self._is_ending or self._exit:
            return
        self._is_ending = True
        self.save_what_was_typed()
        self._begin_batch()  # nothing is drawn any more: keys have their effect much faster then
        self._begin(self._leave())

    async def _leave(self) -> None:
        await self._take_waiting_keys(LAST_KEYS, are_last=True)
        self.end_at_once()

    def _stop(self) -> None:
        if self._terminal and self._terminal.is_drawing and not self._is_stopping:
            self._is_stopping = True
            self.save_what_was_typed()
            self._begin(self._stop_when_saved(self._terminal))

    async def _stop_when_saved(self, terminal: TerminalDriver) -> None:
        await self._take_waiting_keys(KEYS_BEFORE_STOP)
        self.save_what_was_typed()
        self._is_stopping = False
        if not self._is_ending:
            terminal.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Draw anew; in a process that was stopped by force, the shell has had the terminal."""
        if self._is_ending or self._exit or self._is_stopping or not self._terminal:
            return
        if self._terminal.is_drawing:
            self._terminal.suspend_application_mode()
        self._terminal.resume_application_mode()
        self.refresh(layout=True)

    def _begin(self, what: Coroutine[Any, Any, None]) -> None:
        async def run() -> None:
            try:
                await what
            except Exception as error:  # noqa: BLE001 - any: asyncio would only log it
                self._handle_exception(error)

        task = asyncio.create_task(run())
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    def _see_whether_it_is_there(self) -> None:
        if self._terminal and self._terminal.is_hung_up:
            self.leave_at_once()

    async def _take_waiting_keys(self, seconds: float, *, are_last: bool = False) -> None:
        """Let the keys have their effect that have come to the terminal.

        Args:
            seconds: how long it may take.
            are_last: whether no key is to be read any more.
        """
        end = monotonic() + seconds
        if terminal := self._terminal:
            while terminal.has_input and monotonic() < end:
                await asyncio.sleep(QUIET)
            if are_last:
                terminal.read_rest()
            else:
                await asyncio.sleep(QUIET)
            heard = asyncio.get_running_loop().create_future()
            terminal.send_message(Echo(heard))  # as the keys come, so it comes behind them
            await asyncio.wait([heard], timeout=max(end - monotonic(), 0))
        while not self.is_settled and not self._exit and monotonic() < end:
            await asyncio.sleep(QUIET / 5)


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None], context: Context) -> None:
    """Call in the turn of the App, from another thread; where it has ended, do not."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call, context=context)
