"""What each field of a form is for: a sentence for the help (F1)."""

from __future__ import annotations

from typing import Final

from tui.i18n import N_, _

_NAMED_DAY: Final = N_(
    "18.5, Friday, +3d, 10 days before a milestone: the line below shows the day."
)

_HELP: Final = {
    # a task, also a tagged article
    "task-title": N_("What is to be done, in a few words."),
    "phase": N_("The part of the checklist in which the task stands."),
    "priority": N_("Among tasks of one day, those of high priority come first, with ▲."),
    "due": _NAMED_DAY,
    "repeat": N_("Ticking the task moves it on to its next day: weekly, every 2 weeks."),
    "owner": N_("Who does it; the checklist can be filtered by it."),
    "unit": N_("The unit that the task or the article is about, or that does it."),
    "cascades": N_("The task goes to all units below its own, and each acknowledges it (Alt+U)."),
    "after": N_("The tasks that must be done before this one; ticking it asks while one is open."),
    "milestone": N_("The named day it belongs to; moved in the calendar, that takes it along."),
    "stage": N_("Whether it comes before, during or after the milestone."),
    "strand": N_("The strand of content that it belongs to."),
    "topics": N_("Its topics: the rows of the matrix (F8)."),
    "channels": N_("Where it goes out: the columns of the matrix; the ledger counts by them."),
    "audiences": N_("Whom it is for."),
    "levels": N_("At which level it happens: group, company, team."),
    "goals": N_("The goals of the campaign that it serves; the report counts by them."),
    "notes": N_("Anything else; the filter and the search find its words."),
    "campaign": N_("The campaign it belongs to; its lists offer the other fields."),
    # a campaign and its lists
    "year": N_("The year in which the campaign is; its days are counted in it."),
    "name": N_("What it is called on all screens."),
    "file": N_("A template that was sent to you, a file that ends in .toml."),
    "keep": N_("Whether days keep their weekday or their date in the other year."),
    "facts": N_("Whether the fact sheet comes along, to be checked."),
    "organisation": N_("Whose campaign it is; it stands at the head of the report."),
    "start": N_("The first day; tasks and calendar count from it."),
    "end": N_("The last day; empty for one day only."),
    "slogan": N_("The words under which the campaign runs; the report carries them."),
    "sync_hours": N_("Within so many hours of each other, two channels count as in sync."),
    "sync_first": N_("The channel that the other one is compared with in the matrix."),
    "sync_second": N_("The channel that must follow within the sync hours."),
    "most_cards": N_("The most related cards of an article; above it, linking asks."),
    "code": N_("The short name by which records carry the goal."),
    "text": N_("The goal in words, as the report prints it."),
    "field-short": N_("The abbreviation as it is written."),
    "field-words": N_("How it is spoken (Alt+V)."),
    "group": N_("The heading that it stands under, together with its neighbours."),
    "at_least": N_("The fewest pieces that are wanted; empty for no limit."),
    "at_most": N_("The most pieces that are wanted; empty for no limit."),
    "per": N_("For which span the numbers hold: a day or a year."),
    "value_day": N_("The day on which the number was counted."),
    "news_hours": N_("The most hours from an event to the first piece about it."),
    # a channel
    "outlet": N_("Through which newspaper, station or page it goes out."),
    "person": N_("Who is to be asked there."),
    "address": N_("Where it is found: an address, a link, a place."),
    "shape": N_("What sort of text goes out there; it says how the piece is written out."),
    "field-closing": N_("The formula with which a piece in this channel ends."),
    "units": N_("The units that go out through it."),
    # the letter that the report is
    "symbol": N_("The letters behind the number of the letter."),
    "place": N_("Where it is signed; it stands before the date."),
    "to": N_("Whom the report is for."),
    "on_behalf": N_("In whose name it is signed."),
    "position": N_("The office of who signs."),
    "signer": N_("Who signs."),
    "recipients": N_("Who gets it, below the signature."),
    # a bulletin
    "minutes": N_("How long the bulletin is to be."),
    "words_per_minute": N_("How many words the presenter reads in a minute; the lengths follow."),
    "opening": N_("What the presenter says first."),
    "transitions": N_("What is said between two pieces."),
    "closing": N_("What the presenter says last."),
    # a question from outside
    "asked": N_("When it was asked; the hours to an answer count from then."),
    "answer": N_("What was answered, and by whom."),
    "answered": N_("When it was answered; empty while it is open."),
    # a unit
    "unit-name": N_("The name as it stands in full."),
    "unit-short": N_("The name as it stands in lists."),
    "level": N_("How high it stands: group, company, team."),
    "parent": N_("The unit above it in the tree."),
    "contact": N_("Who answers there, with a telephone number; no template carries it."),
    # what went out
    "wrong": N_("The words as they went out; the notice quotes them."),
    "right": N_("The words as they should have been."),
    "number": N_("The number, as it is printed."),
    "section": N_("Where it stood, so that readers find it."),
    "event": N_("When the event was; the hours to the first piece count from then."),
    "to_writer": N_("For the writer it stands in the dialog that returns the article, too."),
    "reason": N_("Why it is withdrawn; the ledger keeps it."),
    "channel": N_("The channel in which it went out."),
    "at": N_("When it went out; empty for now."),
    "where": N_("Where it stands or stood: an address, a link, a place."),
    "words": N_("How many chữ the text is to have; the counter below it shows the share."),
    "note": N_("What the writer is to change; it stands above the text."),
    "value": N_("The value that all marked ones get."),
    # registers
    "kind": N_("What sort it is; documents take it from the number."),
    "issued": N_("The day on the document."),
    "issuer": N_("Who has issued it."),
    "title": N_("A short title, for the list and the citation."),
    "claim": N_("What is being said, as it is being said."),
    "seen": N_("When it was first seen; the hours to an answer count from then."),
    "checked": N_("What checking has found, and where."),
    "verdict": N_("Whether it is false, partly true or true; Enter turns it."),
    "day": N_("The day, typed as one says it."),
    "what": N_("What is to be done on that day."),
    "outcome": N_("What came of the case; the report counts those with one."),
    "key": N_("What the figure is about; it is found by these words."),
    "source": N_("Where the figure comes from."),
    "since": N_("From which day on it holds; an older figure stays for older texts."),
    "who": N_("Who said it, with office and unit."),
    "when": N_("When it was said or seen."),
    "beneficiary": N_("Who has something of it: how many people, in which unit."),
    "figure": N_("The figure that the source gives."),
    "second": N_("Who else bears it out; with a second source it counts as confirmed."),
    # a photo
    "photo-file": N_("The picture; it stays where it is and is never copied into the desk."),
    "photo-caption": N_("What stands below the photo; the checks and the search read it, too."),
    "photo-credit": N_("Who took it; it stands behind the caption as “(Ảnh: …)”."),
    "photo-rights": N_(
        "Whose it is, on which terms; it stands in the list of photos, not on the page."
    ),
    "photo-until": N_("The last day on which it may be used; later it blocks the article."),
    "photo-alt": N_("What it shows, for those who hear the page read to them."),
    # the header of an article
    "headline": N_("The headline; the number behind it counts its characters."),
    "byline": N_("Who wrote it, as it is printed below the headline."),
    "status": N_("How far it is; Enter or Ctrl+T chooses."),
    "signoff": N_("The name below the text."),
}


def field_help(name: str, prefix: str = "") -> str:
    """Return the sentence on a field, translated; "" if there is none."""
    return _(_HELP.get(f"{prefix}{name}", _HELP.get(name, "")))
