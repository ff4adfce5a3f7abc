"""An App whose terminal may stall, disappear, be lent to a program, or be stopped.

Saving and leaving never wait for the terminal. What was typed before a signal is handled first.
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
from typing import TYPE_CHECKING, Any, Final

from textual.app import SuspendNotSupported
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from tui.key_queue import Echo, Result
from tui.stray_input import StrayInput
from tui.terminal.driver import TerminalDriver, let_go

if TYPE_CHECKING:
    from rich.console import RenderableType

ENDING: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
"""The signals that ask to leave."""

LAST_KEYS: Final = 5.0
"""The maximum time for handling keys that arrived before the signal to leave or to stop, in
seconds: a machine that is busy otherwise may need most of it for a sentence."""

QUIET: Final = 0.05
"""Seconds in which a key that has arrived is read."""

LOOK_SECONDS: Final = 1.0
"""Seconds between checks whether the terminal still exists."""


class TerminalSession(StrayInput[Result]):
    """An App that saves what was typed, whatever happens to the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked_to_leave = False
        """Whether a signal has asked to leave; set before the event loop handles it."""
        self._is_ending = False
        """Whether the App is leaving because of a signal, or because the terminal is gone."""
        self._is_stopping = False
        self._left_out = False
        """Whether something was not drawn because the terminal was behind."""
        self._begun: set[asyncio.Task[None]] = set()
        """References to the tasks started by signals; asyncio keeps only weak ones."""

    @abstractmethod
    def save_what_was_typed(self) -> bool:
        """Save, and return whether nothing is left unsaved; never raises."""

    @abstractmethod
    def end_at_once(self) -> None:
        """Save, or else keep what was typed elsewhere, and end without asking."""

    # ------------------------------------------------------------------ the terminal

    def get_driver_class(self) -> type[Driver]:
        """Return our driver for a terminal, otherwise Textual's."""
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
        """The driver, if it is that of a real terminal."""
        return self._driver if isinstance(self._driver, TerminalDriver) else None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Draw, unless the terminal is behind; everything is drawn when it has caught up."""
        if self._terminal and self._terminal.is_behind:
            self._left_out = True
        else:
            super()._display(screen, renderable)

    def _draw_what_was_left_out(self) -> None:
        if self._left_out:
            self._left_out = False
            self.refresh()

    def _print_error_renderables(self) -> None:
        """Print at the end why it ended, unless the terminal accepts nothing."""
        if self._terminal and self._terminal.takes_nothing:
            let_go()
        super()._print_error_renderables()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal to a program, and restore it afterwards in any case."""
        if self._is_ending or self.is_asked_to_leave:  # the key was queued when the signal arrived
            raise SuspendNotSupported
        failure: BaseException | None = None
        with super().suspend():
            try:
                yield
            except BaseException as error:  # noqa: BLE001 - raised again below: Textual would not
                failure = error  # restore the terminal, and no key would be read any more
            if self._terminal:
                self._terminal.take_back()
        if failure:
            raise failure

    # ------------------------------------------------------------------ signals

    def take_signals(self) -> None:
        """Handle signals, and a terminal that disappears: save, then leave or stop."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            loop.add_signal_handler(number, self.leave_at_once)
            # The event loop would handle it too late for a key that lends the terminal.
            signal.signal(number, self._note_signal)
            signal.siginterrupt(number, False)
        if self._terminal:
            loop.add_signal_handler(signal.SIGTSTP, self._stop)
            loop.add_signal_handler(signal.SIGCONT, self._go_on)
            self.set_interval(LOOK_SECONDS, self._see_whether_it_is_there)

    def _note_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_to_leave = True

    def leave_at_once(self) -> None:
        """Save, handle the keys that have arrived, save again, and end."""
        if self._is_ending or self._exit:
            return
        self._is_ending = True
        self.save_what_was_typed()
        self._begin_batch()  # draws nothing more, so that keys are handled much faster
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
        with self.batch_update():  # as when leaving
            await self._take_waiting_keys(LAST_KEYS)
        self.save_what_was_typed()
        self._is_stopping = False
        if not self._is_ending:
            terminal.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Draw everything again; after a SIGSTOP, the shell has used the terminal."""
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
            except Exception as error:  # noqa: BLE001 - asyncio would only log it
                self._handle_exception(error)

        task = asyncio.create_task(run())
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    def _see_whether_it_is_there(self) -> None:
        if self._terminal and self._terminal.is_hung_up:
            self.leave_at_once()

    async def _take_waiting_keys(self, seconds: float, *, are_last: bool = False) -> None:
        """Handle the keys that have arrived at the terminal; if `are_last`, stop reading them."""
        end = monotonic() + seconds
        if terminal := self._terminal:
            while terminal.has_input and monotonic() < end:
                await asyncio.sleep(QUIET)
            if are_last:
                terminal.read_rest()
            else:
                await asyncio.sleep(QUIET)
            heard = asyncio.get_running_loop().create_future()
            terminal.send_message(Echo(heard))  # posted like the keys, so it comes after them
            await asyncio.wait([heard], timeout=max(end - monotonic(), 0))
        while not self.is_settled and not self._exit and monotonic() < end:
            await asyncio.sleep(QUIET / 5)


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None], context: Context) -> None:
    """Call in the event loop, from another thread, unless the loop has ended."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call, context=context)
