"""The app: an open desk with its screens, themes and notices, leaving, and crashes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from rich.text import Text
from textual import work
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.notifications import Notify
from textual.screen import Screen
from textual.widget import AwaitMount
from textual.worker import NoActiveWorker, get_current_worker

from store import Desk, DeskError, LockedError, ReadOnlyError
from store.input_method.composition import METHODS, Method
from tui import crash, emergency_save, settings
from tui.checking import Checking
from tui.commands import REGISTRY, bindings
from tui.commands.global_commands import Help, Palette, Quit, ShowKeys, SwitchInputMethod
from tui.desk_loader import Opening
from tui.dialogs.min_size import FitScreen
from tui.i18n import _, sentence
from tui.indexing import Indexing
from tui.key_queue import Input
from tui.late_messages import TOO_LATE, is_gone
from tui.link_doubts import LinkDoubts
from tui.notice_place import place_notices
from tui.screens.campaign.base import Room
from tui.screens.desk.screen import DeskScreen
from tui.settings import Settings
from tui.terminal.session import TerminalSession
from tui.themes import THEMES
from tui.view_states import ViewStates
from tui.widgets.bars import shown_key
from tui.widgets.key_panel import close_panel, open_panel
from tui.widgets.terminal_safe import visible
from tui.workers import Workers

if TYPE_CHECKING:
    from tui.app_context import AppContext
    from tui.form_keeper import FormKeeper

Result = TypeVar("Result")

MOST_NOTICES: Final = 2  # at a time

CHANGING: Final = frozenset(c.method for c in REGISTRY.values() if c.changes)
"""The actions whose only purpose is to change the desk."""


class ToasoanApp(TerminalSession[int], inherit_bindings=False):
    """The app on an open desk.

    Args:
        desk: an open desk, or one being opened; the caller closes it.
        chosen: the settings; changed here, saved at the end.
        only_reading: why an open desk is read-only; None if it is not.
    """

    TITLE = "toasoan"
    CSS_PATH = "desk.tcss"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    """Seconds that a notice is shown; a warning may be shown longer. Esc removes all."""
    BINDINGS = [
        *bindings(Help, Palette, ShowKeys, SwitchInputMethod, Quit),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    desk: Desk

    def __init__(
        self, desk: Desk | Opening, chosen: Settings, only_reading: ReadOnlyError | None = None
    ) -> None:
        if os.environ.get("NO_COLOR") == "":  # means not set (no-color.org), but not to Textual
            del os.environ["NO_COLOR"]
        super().__init__()
        self._workers = Workers(self)
        self.only_reading = only_reading
        self.refused: DeskError | OSError | None = None
        """Why the desk could not be opened, for the caller after the end of the app."""
        self._opening = desk if isinstance(desk, Opening) else None
        if isinstance(desk, Desk):
            self.desk = desk
        self.settings = chosen
        self.composer.method = next((m for m in METHODS if m == chosen.input_method), None)
        self.composer.modern = chosen.modern_tones
        self.view_states = ViewStates()
        self.closing = 0
        self.asks_language = False
        """Whether the first start asks for the language: no setting or locale names one."""
        self.link_doubts = LinkDoubts()
        self.indexing = Indexing(self, lambda: self.desk)
        self.checking = Checking(
            self, lambda: self.desk, lambda: not self._opening or self._opening.is_packed
        )
        if self.no_color:
            from tui.no_color import NoColor

            self._filters = [NoColor()]
        for theme in THEMES:
            self.register_theme(theme)
        known = chosen.theme in self.available_themes
        self.theme = chosen.theme if known else THEMES[0].name
        self._css_variables = self.get_css_variables()
        self.stylesheet.set_variables(self._css_variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the style sheets again, but only if that changes something.

        Textual asks for it after every start, when they were parsed in these very colours.
        """
        variables = self.get_css_variables()
        if variables != self._css_variables:
            self._css_variables = variables
            super().refresh_css(animate)

    def get_default_screen(self) -> Screen[None]:
        """Return the desk's screen; pushing it over an empty one would style and draw it twice."""
        if self._opening is None:
            return DeskScreen()
        if self._opening.is_ready:
            self.desk, self.only_reading = self._opening.result()
            return self._screen_of(self._opening)
        from tui.screens.desk.loading import OpeningScreen

        return OpeningScreen(self.open_desk)

    @work
    async def open_desk(self) -> None:
        """Read the desk and show it; if it cannot be opened, end: the caller reports why."""
        assert self._opening
        try:
            self.desk, self.only_reading = await asyncio.to_thread(self._opening.result)
        except (DeskError, OSError) as error:
            self.refused = error
            self.exit()
        except Exception as error:  # noqa: BLE001 - nothing works without a desk
            self._handle_exception(error)
        else:
            self.push_screen(self._screen_of(self._opening))

    def _screen_of(self, opening: Opening) -> DeskScreen:
        """Return the screen of a desk, which takes less memory once this is drawn."""
        screen = DeskScreen()
        screen.call_after_refresh(opening.pack)
        return screen

    def on_mount(self) -> None:
        """Set the user's own keys, and handle signals."""
        self.set_keymap({k: v for k, v in self.settings.keys.items() if k in REGISTRY})
        self.take_signals()

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as the footer and the help show it."""
        return shown_key(binding.key.split(",")[0])

    @property
    def desk_screen(self) -> DeskScreen | None:
        """The screen of the three panes; None during the start."""
        return next((s for s in self.screen_stack if isinstance(s, DeskScreen)), None)

    @property
    def forms(self) -> FormKeeper | None:
        """The keeper of unfinished forms; None on a read-only desk."""
        return self.desk_screen.forms if self.desk_screen else None

    def form_closed(self, form: Screen[Any]) -> None:
        """Note that a form was saved or left."""
        if self.forms:
            self.forms.closed(form)

    def leave(self, result: int = 0) -> None:
        """Save, remember the place, and end; if saving fails, ask."""
        screen = self.desk_screen
        if screen and not screen.drafts.save():
            screen.ask_to_leave_unsaved(result)
        else:
            self.end(result)

    def end(self, result: int, return_code: int = 0) -> None:
        """Remember the place and end, even if something is not saved."""
        if self.forms:
            self.forms.keep_now()
        if self.desk_screen and not self.desk.file.read_only:
            self.desk_screen.caretaker.remember_place()
            self.desk_screen.drafts.keep_text()
        settings.save(self.settings)
        self.exit(result, return_code)

    def end_at_once(self) -> None:
        """Save, or else keep what was typed elsewhere, and end without asking."""
        if self.save_what_was_typed():
            self.end(0)
        else:
            self._exit_renderables.append(Text(self._keep_elsewhere()))
            self.end(0, return_code=1)

    def call_from_thread(
        self, callback: Callable[..., Result | Awaitable[Result]], *args: Any, **kwargs: Any
    ) -> Result:
        """Call something in the event loop, from the thread of a worker; return its result.

        If the worker was cancelled, its screen is gone or the app has ended, it is not called, and
        the result is None.
        """
        try:
            worker = get_current_worker()
        except NoActiveWorker:
            return super().call_from_thread(callback, *args, **kwargs)

        def call() -> Result | Awaitable[Result]:
            if worker.is_cancelled or is_gone(worker.node):
                return cast("Result", None)
            return callback(*args, **kwargs)

        if worker.is_cancelled or not self.is_running:
            return cast("Result", None)
        return super().call_from_thread(call)

    # -------------------------------------------------------------- read-only desks

    def may_change(self) -> bool:
        """Return whether the desk can be changed; if not, show why."""
        if not self.desk.file.read_only:
            return True
        reason, screen = self.only_reading, self.desk_screen
        if screen and isinstance(reason, LockedError) and self.desk.file.can_be_written:
            screen.offer_to_write()  # the other process has ended
            return False
        told = _("The desk is open for reading only.")
        if isinstance(reason, LockedError):
            then = _("This copy will then offer to write.")
            told = f"{told} {sentence(reason)} {then}"
        elif reason:
            told = f"{told} {sentence(reason)}"
        say = getattr(self.screen, "say", None)
        if say:
            say(told)
        elif not any(visible(told) == notice.message for notice in self._notifications):
            self.notify(told, severity="warning", timeout=10, markup=False)
        return False

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """Run an action, unless it would change a read-only desk.

        So nobody fills in a form in vain, whichever key or menu opens it. (The method is private;
        the release of Textual is pinned.)
        """
        is_typing = getattr(namespace, "takes_letters", False)  # an entry undoes its own letters
        if action_name in CHANGING and not is_typing and not self.may_change():
            self.refuse_what_follows()
            return True
        return await super()._dispatch_action(namespace, action_name, params)

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Show a screen, unless it is a form for changing a read-only desk."""
        if getattr(screen, "CHANGES", False) and not self.may_change():
            self.refuse_what_follows()
            if named.get("wait_for_dismiss") or given[1:2] == (True,):
                nothing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                nothing.set_result(None)
                return nothing
            return AwaitMount(self.screen, [])
        return super().push_screen(screen, *given, **named)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen on top, and draw the one below once it has gone.

        Textual would draw it whole at once, then what has changed, and whole again twice.
        """
        gone, closing, below = self.screen, super().pop_screen(), self.screen
        self._begin_batch()
        self.closing += 1
        if isinstance(gone, FitScreen):
            gone.wait_with(below)
        self.call_next(self._draw_below, closing, below)
        return closing

    async def _draw_below(self, closing: AwaitComplete, below: Screen[Any]) -> None:
        try:
            await closing
        finally:
            self.call_next(self._draw_again, below)  # behind what the closing has left to do

    def _draw_again(self, below: Screen[Any]) -> None:
        self._end_batch()
        self.closing -= 1
        if self._screen_stack:
            below.refresh()
            self.screen.refresh()

    # -------------------------------------------------------------- notices

    def notify(self, message: str, **options: Any) -> None:
        """Show a notice, made safe for the terminal."""
        super().notify(visible(message), **options)

    def _refresh_notifications(self) -> None:
        """Show the notices, also on a screen to which one comes back, where they do not disturb.

        (Private in Textual, which calls it for both.)
        """
        if self._screen_stack:
            place_notices(self.screen)
        super()._refresh_notifications()

    def on_notify(self, event: Notify) -> None:
        """Remove older notices, except warnings: more than two would hide the text."""
        told = [one for one in self._notifications if one.severity == "information"]
        for old in told[: 1 - MOST_NOTICES]:
            del self._notifications[old]

    async def on_event(self, event: Event) -> None:
        """Handle an event; Esc also removes the notices."""
        if isinstance(event, Key) and event.key == "escape" and not event.is_forwarded:
            self.clear_notifications()
        await super().on_event(event)

    def on_app_blur(self) -> None:
        """Save when the user switches to another window."""
        if screen := self.desk_screen:
            screen.drafts.save()

    # -------------------------------------------------------------- commands

    def action_switch_input_method(self) -> None:
        """Type by Telex, by VNI, or letters as they are: whichever comes next."""
        order: list[Method | None] = [None, *METHODS]
        self.composer.method = order[(order.index(self.composer.method) + 1) % len(order)]
        self.settings.input_method = self.composer.method or ""
        if screen := self.desk_screen:
            screen.status.typed_by = self.composer.name
        told = _("What you type becomes Vietnamese by {method}.").format(method=self.composer.name)
        self.notify(told if self.composer.name else _("Letters are typed as they are."))

    async def action_command(self, name: str) -> None:
        """Run a command at the focus; for the footer."""
        for active in self.screen.active_bindings.values():
            if active.binding.id == name:
                await self.run_action(active.binding.action, active.node)
                return

    def action_help(self) -> None:
        """Show the help for the current focus."""
        from tui.dialogs.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_show_keys(self) -> None:
        """Show the keys for which the line below has no room."""
        if not open_panel(self.screen):
            self.notify(_("The line below shows all keys."))

    def admits(self, event: Input) -> bool:
        """Return whether input may take effect; the first one closes the panel of keys."""
        return super().admits(event) and not close_panel(self.screen, event)

    def action_palette(self) -> None:
        """Find a command by its name."""
        from tui.screens.palette import open_palette

        if self.desk_screen and isinstance(self.screen, DeskScreen | Room):
            open_palette(self.screen, self.desk_screen)

    def action_quit(self) -> None:  # type: ignore[override]
        """Leave the app, unless something was typed in an open dialog."""
        if any(getattr(screen, "has_unsaved", False) for screen in self.screen_stack):
            self.notify(_("Close this first, with Esc."))
        else:
            if self.forms:
                self.forms.forget()
            self.leave()

    def action_help_quit(self) -> None:
        """Notify how to leave, which people expect of Ctrl+C in a terminal."""
        self.notify(_("Ctrl+Q saves and leaves."))

    # -------------------------------------------------------------- crashes

    def _handle_exception(self, error: Exception) -> None:
        """Close the app on an error, except one about screens that are gone while it is closing.

        (Private in Textual, like `_fatal_error`.)
        """
        if not (self._exit and isinstance(error, TOO_LATE)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with one sentence and a report instead of Textual's traceback.

        The traceback would print local variables: the text of articles. (`App._handle_exception`
        calls this private method; the release of Textual is pinned.)
        """
        if self._exit_renderables or self._exit:
            return  # one failure causes others, and so does the end: only the first is reported
        error = self._exception
        if self.save_what_was_typed():
            told = [
                _("toasoan has met an error it does not know and had to close; your text is saved.")
            ]
        else:
            told = [
                _("toasoan has met an error it does not know and had to close."),
                self._keep_elsewhere(),
            ]
        if report := crash.write_report(error, settings.state_folder()) if error else None:
            told.append(_("A report without any article text: {path}").format(path=report))
        self._exit_renderables.append(Text("\n".join(told)))
        self._close_messages_no_wait()

    def save_what_was_typed(self) -> bool:
        """Save, and return whether nothing is left unsaved; never raises."""
        screen = self.desk_screen
        if self.forms:
            self.forms.keep_now()
        try:
            return screen is None or screen.drafts.save()
        except Exception:  # noqa: BLE001 - the app is ending; after a crash, the report says why
            return False

    def _keep_elsewhere(self) -> str:
        """Write what cannot be saved to a file of its own, and return where it is."""
        screen = self.desk_screen
        with suppress(Exception):  # as above
            article = screen.drafts.unsaved if screen else None
            if kept := emergency_save.keep(article) if article else None:
                return _("What could not be saved is kept in {path}.").format(path=kept)
        return _("The last lines could not be saved.")


if TYPE_CHECKING:
    _CONTEXT: type[AppContext] = ToasoanApp  # checks that the app fulfils the protocol
