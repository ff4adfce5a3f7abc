"""What can be done in the registers: facts, documents, sources, negative news, rights cases."""

from __future__ import annotations

from tui.commands.command import Command
from tui.i18n import N_


class ShowSources(Command):
    key, label = "alt+s", N_("Sources")
    help = N_("Show the source sheet of the article: who said it, and who else bears it out.")


class ShowCase(Command):
    key, label = "alt+k", N_("Rights case")
    help = N_("Make the article a rights case, or show its follow-ups and its outcome.")


class AddRecord(Command):
    changes = True
    key, label, footer = "a", N_("Add"), True
    help = N_("Add an entry.")


class EditRecord(Command):
    changes = True
    key, label, footer = "e", N_("Edit"), True
    help = N_("Edit the entry.")


class DeleteRecord(Command):
    changes = True
    key, label, footer = "d,delete", N_("Delete"), True
    help = N_("Delete the entry; Ctrl+Z brings it back.")


class FilterRecords(Command):
    key, label, footer = "slash,f", N_("Filter"), True
    help = N_("Show only the entries with these words; marks need not be typed.")


class UseFact(Command):
    key, label, footer = "enter", N_("Insert"), True
    help = N_("Insert the value where the cursor was in the text; elsewhere, copy it.")


class CopyRecord(Command):
    key, label, footer = "c", N_("Copy"), True
    help = N_("Copy the value, or the citation in full.")


class AnswerClaim(Command):
    key, label, footer = "enter", N_("Answer"), True
    help = N_("Open the article that answers the claim; choose or begin one where there is none.")


class ChooseAnswer(Command):
    changes = True
    key, label, footer = "l", N_("Attach"), True
    help = N_("Say which article answers the claim.")


class NextVerdict(Command):
    changes = True
    key, label, footer = "v", N_("Verdict"), True
    help = N_("Say what checking has found: false, partly true, true, not checked.")


class OpenCase(Command):
    key, label, footer = "enter", N_("Open"), True
    help = N_("Open the article of the case.")


class TickFollowUp(Command):
    changes = True
    key, label, footer = "space", N_("Tick"), True
    help = N_("Say that the follow-up is done, or not yet.")


class EditOutcome(Command):
    changes = True
    key, label, footer = "o", N_("Outcome"), True
    help = N_("Write down what came of the case.")


class DropCase(Command):
    changes = True
    key, label, footer = "x", N_("No case"), True
    help = N_("Say that the article is no rights case; its follow-ups stay with it.")
