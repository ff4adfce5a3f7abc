"""What can be done everywhere."""

from tui.commands.command import Command
from tui.i18n import N_


class Help(Command, footer=True, also="keys phím tắt hướng dẫn"):
    key, label = "f1", N_("Help")
    help = N_("Show what can be done where you are.")


class Palette(Command, footer=True):
    key, label = "ctrl+p", N_("Commands")
    help = N_("Find a command by its name.")


class ShowKeys(Command, footer=True, also="alt menu which-key tổ hợp phím"):
    key, label = "question_mark,alt+slash", N_("Keys")
    help = N_("Show the keys that the line below has no room for; the next key acts.")


class GoChecklist(Command, action="go('checklist')"):
    key, label = "f2", N_("Checklist")
    help = N_("Go to the campaign's checklist.")


class GoDrafts(Command, action="go('drafts')"):
    key, label = "f3", N_("Articles")
    help = N_("Go to the articles.")


class GoRelated(Command, action="go('related')"):
    key, label = "f4", N_("Related")
    help = N_("Go to the related news of the open article.")


class Zoom(Command, footer=True):
    key, label = "f5", N_("Zoom")
    help = N_("Give the pane the whole screen, or take it back.")


class WidenPane(Command, action="move_border(1)"):
    key, label = "alt+full_stop,greater_than_sign", N_("Wider")
    help = N_("Make the pane wider; the borders can be dragged, too.")


class NarrowPane(Command, action="move_border(-1)"):
    key, label = "alt+comma,less_than_sign", N_("Narrower")
    help = N_("Make the pane narrower.")


class ChooseCampaign(Command, footer=True):
    key, label = "f6", N_("Campaign")
    help = N_("Choose the campaign whose checklist is shown, or begin one from a template.")


class NewArticle(Command, footer=True, changes=True):
    key, label = "ctrl+n", N_("New article")
    help = N_("Begin a new article.")


class OpenPage(Command, footer=True, changes=True, also="import paste dán tệp"):
    key, label = "ctrl+o", N_("Open page")
    help = N_("Import pages of text from files, or pasted.")


class Export(Command, footer=True):
    key, label = "ctrl+e", N_("Export")
    help = N_("Write the article to a text file.")


class Save(Command, changes=True):
    key, label = "ctrl+s", N_("Save")
    help = N_("Save now, as a revision; otherwise the app saves by itself while you type.")


class Undo(Command, footer=True, changes=True, also="revert lùi lại"):
    key, label = "ctrl+z", N_("Undo")
    help = N_("Undo the last change of the desk: a deletion, a tick, a link, a status.")


class GetBack(Command, also="restore trash recover thùng rác phục hồi"):
    key, label = "ctrl+d", N_("Get back")
    help = N_("Take back a change of this session, get something from the bin, settle conflicts.")


class ShowHistory(Command, also="versions phiên bản"):
    key, label = "ctrl+l", N_("History")
    help = N_("Show the revisions of the article: compare, take one back, copy from it.")


class SaveCopy(Command, also="backup sao lưu"):
    key, label = "f12", N_("Save a copy")
    help = N_("Write the whole desk, with what is not saved yet, to another file.")


class Quit(Command, priority=True, footer=True, also="exit close đóng"):
    key, label = "ctrl+q", N_("Quit")
    help = N_("Save and leave.")


class ChooseTheme(Command, also="colours dark light màu tối sáng giao diện"):
    key, label = "alt+t", N_("Theme")
    help = N_("Choose the colours.")


class SwitchLanguage(Command, also="tiếng Anh tiếng Việt English Vietnamese"):
    key, label = "f9", N_("Tiếng Việt / English")
    help = N_("Show the screens in the other language.")


class SwitchInputMethod(Command, also="telex vni unikey bộ gõ gõ tiếng Việt typing"):
    key, label = "alt+6", N_("Telex / VNI")
    help = N_("Type by Telex or VNI where the terminal has no input method, or by neither.")


class Back(Command, footer=True):
    key, label = "escape", N_("Back")
    help = N_("Go one step back; nothing that was typed is lost.")
