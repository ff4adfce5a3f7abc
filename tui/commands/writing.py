"""How the text that is being written is shown."""

from tui.commands.command import Command
from tui.i18n import N_


class FocusMode(Command, also="focus distraction zen tập trung"):
    key, label = "alt+z", N_("Only the text")
    help = N_("Show nothing but the text while you write in it, or everything again.")


class PreviewPage(Command, also="preview print xem trước trang in"):
    key, label = "alt+x", N_("Page")
    help = N_("Show the page as it goes out beside the text, or in its place; it follows you.")


class TypewriterScrolling(Command, also="typewriter máy chữ giữa màn hình"):
    key, label = "alt+j", N_("Centred cursor")
    help = N_("Keep the line of the cursor in the middle of the screen, or let it go.")
