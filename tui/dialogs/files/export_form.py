"""Choosing how articles go out: the format or export template, the encoding, the channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from store import Article, Desk, DeskError
from store.formats.registry import ENCODINGS, FORMATS, TEXT, Form, form_of
from tui import settings
from tui.dialogs.picker import Option, Picker
from tui.i18n import _, sentence
from tui.widgets.choice import Choice

_CRLF: Final = "crlf"


class FormRow(Horizontal):
    """A line of choices; posts `Changed`.

    Args:
        channels: that files can be for; the first is chosen.
        unnamed: how the empty name of a channel is shown.
    """

    DEFAULT_CSS = """
    FormRow { height: 1; margin-bottom: 1; }
    FormRow #encoding { width: 19; margin-left: 1; }
    FormRow #channel { width: 16; margin-left: 1; }
    """

    class Changed(Message):
        """Another form or channel was chosen."""

    def __init__(self, channels: Sequence[str], unnamed: str) -> None:
        super().__init__()
        self._channels = list(channels)
        self._unnamed = unnamed
        self._format = TEXT.name
        self._encoding = ""
        """As it is chosen: an encoding, perhaps with `crlf` behind it."""
        self.channel = self._channels[0] if self._channels else ""
        """The channel that the files are for; empty for the own one of each article."""
        self._form = Form()

    def compose(self) -> ComposeResult:
        """Yield the choices."""
        yield Static(_("Form"), classes="label", markup=False)
        yield Choice(id="format")
        yield Choice(id="encoding")
        yield Choice(id="channel")

    def on_mount(self) -> None:
        """Show what is chosen."""
        self._show()

    @property
    def form(self) -> Form:
        """How the articles are written."""
        return self._form

    @property
    def choices(self) -> dict[str, Any]:
        """What is chosen, as plain values."""
        return {"format": self._format, "encoding": self._encoding, "channel": self.channel}

    def restore(self, choices: dict[str, Any]) -> None:
        """Choose what `choices` returned."""
        channel = str(choices["channel"])
        self.channel = channel if channel in self._channels else self.channel
        try:
            self._choose(str(choices["format"]), str(choices["encoding"]))
        except DeskError:  # the export template is gone
            self._choose(TEXT.name, "")

    def offer(self, channels: Sequence[str]) -> None:
        """Offer other channels; what was chosen stays, if it is among them."""
        self._channels = list(channels)
        if self.channel not in self._channels:
            self.channel = self._channels[0] if self._channels else ""
        self._show()

    def _choose(self, name: str, encoding: str) -> None:
        """Choose a format and an encoding; raises DeskError for a template that cannot be read."""
        words = encoding.split()
        has_crlf = _CRLF in words
        known = next((word for word in words if word != _CRLF), "")
        folder = settings.export_templates_folder()
        form = form_of(name, templates=folder)
        if form.format.has_encodings:
            form = form._replace(encoding=known, has_crlf=has_crlf)
        else:
            encoding = ""
        self._format, self._encoding, self._form = name, encoding, form
        self._show()
        self.post_message(self.Changed())

    def _show(self) -> None:
        if not self.query(Choice):  # restored before it stands there
            return
        self.query_one("#format", Choice).value = _(self._form.format.label)
        encodings = self.query_one("#encoding", Choice)
        encodings.value = _encoding_name(self._encoding)
        encodings.display = self._form.format.has_encodings
        channel = self.query_one("#channel", Choice)
        channel.value = self.channel or self._unnamed
        channel.display = len(self._channels) > 1

    # -------------------------------------------------------------- asking

    @on(Choice.Asked, "#format")
    @work
    async def ask_format(self) -> None:
        """Ask for a format, or an export template."""
        from store.formats.template import files_in, name_of

        options = [Option(one.name, _(one.label), one.suffix) for one in FORMATS]
        for file in files_in(settings.export_templates_folder()):
            options.append(Option(name_of(file), name_of(file), _("export template")))
        picker = Picker(_("Form"), options, chosen=[self._format])
        if picked := await self.app.push_screen_wait(picker):
            self._try(picked[0], self._encoding)

    @on(Choice.Asked, "#encoding")
    @work
    async def ask_encoding(self) -> None:
        """Ask for an encoding and the line ends."""
        kinds = ["", *ENCODINGS]
        keys = [*kinds, *(f"{kind} {_CRLF}".strip() for kind in kinds)]
        options = [Option(key, _encoding_name(key)) for key in keys]
        picker = Picker(_("Encoding"), options, chosen=[self._encoding])
        if picked := await self.app.push_screen_wait(picker):
            self._try(self._format, picked[0])

    @on(Choice.Asked, "#channel")
    @work
    async def ask_channel(self) -> None:
        """Ask which channel the files are for; its export template is chosen with it."""
        from store.formats.template import template_named

        options = [Option(name, name or self._unnamed) for name in self._channels]
        picker = Picker(_("Channel"), options, chosen=[self.channel])
        if not (picked := await self.app.push_screen_wait(picker)):
            return
        self.channel = picked[0]
        name = self._format
        try:
            if self.channel and (
                template := template_named(self.channel, settings.export_templates_folder())
            ):
                name = template.name
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
        self._try(name, self._encoding)

    def _try(self, name: str, encoding: str) -> None:
        try:
            self._choose(name, encoding)
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)


def channels_of(desk: Desk, articles: Sequence[Article], *, own: bool = False) -> list[str]:
    """Return the channels that files of some articles can be for, the usual one first.

    Args:
        desk: where they are.
        articles: which ones.
        own: whether each can go out in its own, which is empty in the list and then comes first.
    """
    of_them = [name for article in articles for name in article.channels]
    campaigns = {article.campaign: None for article in articles}
    known = [
        one.name for each in campaigns if (c := desk.campaigns.get(each)) for one in c.channels
    ]
    names = list(dict.fromkeys((*of_them, *known)))
    return ["", *names] if own or not of_them else names


def _encoding_name(key: str) -> str:
    words = key.split()
    known = next((ENCODINGS[word] for word in words if word in ENCODINGS), _("as the page is"))
    return f"{known}, CRLF" if _CRLF in words else known
