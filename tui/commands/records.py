"""What can be done in the registers: facts, documents, sources, negative news, rights cases."""

from tui.commands.command import Command
from tui.i18n import N_


class ShowSources(Command):
    key, label = "alt+s", N_("Sources")
    help = N_("Show the source sheet of the article: who said it, and who else bears it out.")


class ShowPhotos(Command, also="pictures images ảnh hình chú thích"):
    key, label = "alt+3", N_("Photos")
    help = N_("Show the photo sheet of the article: captions, credits, rights, and their order.")


class ShowCase(Command):
    key, label = "alt+k", N_("Rights case")
    help = N_("Make the article a rights case, or show its follow-ups and its outcome.")


class AddRecord(Command, footer=True, changes=True):
    key, label = "a", N_("Add")
    help = N_("Add an entry.")


class EditRecord(Command, footer=True, changes=True):
    key, label = "e", N_("Edit")
    help = N_("Edit the entry.")


class EditPhoto(Command, action="edit_record", footer=True, changes=True):
    key, label = "enter,e", N_("Edit")
    help = N_("Edit caption, credit, rights and alt text of the photo.")


class ViewPhoto(Command, footer=True):
    key, label = "o", N_("Show")
    help = N_("Show all that is said of the photo, and the picture where the terminal can.")


class MovePhotoUp(Command, action="move_photo(-1)", footer=True, changes=True, at_once=True):
    key, label = "K,shift+up", N_("Move up")
    help = N_("Let the photo come earlier.")


class MovePhotoDown(Command, action="move_photo(1)", changes=True, at_once=True):
    key, label = "J,shift+down", N_("Move down")
    help = N_("Let the photo come later.")


class DeleteRecord(Command, footer=True, changes=True, at_once=True):
    key, label = "d,delete", N_("Delete")
    help = N_("Delete the entry; Ctrl+Z brings it back.")


class FilterRecords(Command, footer=True):
    key, label = "slash,f", N_("Filter")
    help = N_("Show only the entries with these words; accents need not be typed.")


class UseFact(Command, footer=True):
    key, label = "enter", N_("Insert")
    help = N_("Insert the value where the cursor was in the text; elsewhere, copy it.")


class CopyRecord(Command, footer=True):
    key, label = "c", N_("Copy")
    help = N_("Copy the value, or the citation in full.")


class MendTexts(Command, footer=True, changes=True):
    key, label = "m", N_("Mend texts")
    help = N_("Find the pieces that still say another value, and put this one there.")


class AnswerClaim(Command, footer=True):
    key, label = "enter", N_("Answer")
    help = N_("Open the article that answers the claim; choose or begin one where there is none.")


class ChooseAnswer(Command, footer=True, changes=True):
    key, label = "l", N_("Attach")
    help = N_("Say which article answers the claim.")


class AnswerQuestion(Command, footer=True, changes=True):
    key, label = "enter", N_("Answer")
    help = N_("Write down the answer to the question, and when it was out.")


class NextVerdict(Command, footer=True, changes=True, at_once=True):
    key, label = "v", N_("Verdict")
    help = N_("Say what checking has found: false, partly true, true, not checked.")


class ReadEntry(Command, footer=True):
    key, label = "enter", N_("Read")
    help = N_("Show what went out, and what has changed in the article since.")


class RecordPosted(Command, footer=True, changes=True):
    key, label = "a", N_("Posted")
    help = N_("Record that an article or a task was posted: in which channel, when and where.")


class WriteAgain(Command, footer=True):
    key, label = "w", N_("Write again")
    help = N_("Write the file again, exactly as it went out.")


class WithdrawEntry(Command, footer=True, changes=True):
    key, label = "x", N_("Withdraw")
    help = N_("Withdraw what went out, with a reason; the entry stays in the ledger.")


class CorrectEntry(Command, footer=True, changes=True):
    key, label = "e", N_("Correct")
    help = N_("Write a correction of what went out: an article of its own, with the notice.")


class PickDay(Command, footer=True):
    key, label = "t", N_("Day")
    help = N_("Show only what went out on one day; once more, all days.")


class PickChannel(Command, footer=True):
    key, label = "c", N_("Channel")
    help = N_("Show only what went out in one channel.")


class OpenCase(Command, footer=True):
    key, label = "enter", N_("Open")
    help = N_("Open the article of the case.")


class TickFollowUp(Command, footer=True, changes=True, at_once=True):
    key, label = "space", N_("Tick")
    help = N_("Say that the follow-up is done, or not yet.")


class EditOutcome(Command, footer=True, changes=True):
    key, label = "o", N_("Outcome")
    help = N_("Write down what came of the case.")


class DropCase(Command, footer=True, changes=True, at_once=True):
    key, label = "x", N_("No case")
    help = N_("Say that the article is no rights case; its follow-ups stay with it.")


class ShowAgreement(Command, also="facts contradictions consistency đối chiếu số liệu mâu thuẫn"):
    key, label = "alt+4", N_("Agreement")
    help = N_(
        "List the figures, days, names and documents of the text and its versions, those that "
        "contradict first."
    )


class CampaignAgreement(Command, footer=True, also="contradictions đối chiếu mâu thuẫn"):
    key, label = "t", N_("All texts")
    help = N_("List what all texts of the campaign say, and where they contradict the sheet.")


class GoToPlace(Command, footer=True):
    key, label = "enter", N_("Go there")
    help = N_("Open the text at these words.")
