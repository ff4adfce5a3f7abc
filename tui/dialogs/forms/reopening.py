"""Saving unfinished forms, and opening them again as they were.

Works for every form: the arguments of its constructor are saved by name. A record of the desk is
saved by its id and looked up again; a new record is saved whole. If something is gone, or cannot
be saved, the typed text is shown instead, to be copied.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast, get_type_hints

import msgspec

from store import Desk, DeskError
from store.records import Record
from tui.app_context import AppContext
from tui.dialogs.dialog import Dialog
from tui.form_drafts import Unfinished
from tui.i18n import _
from tui.indexing import Indexing

KINDS: Final = {
    "task": "dialogs.forms.task_form.TaskForm",
    "bulk-edit": "dialogs.forms.bulk_edit.ValueForm",
    "tags": "dialogs.forms.tags.TagsForm",
    "word-goal": "dialogs.forms.word_goal.WordGoalForm",
    "unit-done": "dialogs.forms.unit_done_form.UnitDoneForm",
    "unit": "dialogs.forms.unit_form.UnitForm",
    "list-entry": "dialogs.forms.list_forms.FieldForm",
    "fact": "screens.records.facts.FactForm",
    "document": "screens.records.documents.DocumentForm",
    "source": "screens.records.sources.SourceForm",
    "photo": "screens.records.photos.PhotoForm",
    "claim": "screens.records.rumours.RumourForm",
    "question": "screens.records.questions.QuestionForm",
    "follow-up": "screens.records.rights_case.FollowUpForm",
    "outcome": "screens.records.rights_case.OutcomeForm",
    "posted": "dialogs.forms.posted_form.PostedForm",
    "withdraw": "dialogs.forms.withdraw_form.WithdrawForm",
    "correction": "dialogs.forms.correction_form.CorrectionForm",
    "return": "dialogs.forms.return_form.ReturnForm",
    "override": "dialogs.forms.override_form.OverrideForm",
    "withdraw-articles": "dialogs.forms.withdraw_form.WithdrawArticlesForm",
    "ignore": "dialogs.forms.ignore_form.IgnoreForm",
    "comment": "dialogs.forms.comment_form.CommentForm",
    "answer-comment": "dialogs.forms.comment_form.AnswerForm",
    "bulletin": "dialogs.forms.bulletin_form.BulletinForm",
    "broadcast": "dialogs.forms.bulletin_form.BroadcastForm",
    "script": "dialogs.files.script.ScriptScreen",
    "campaign": "dialogs.forms.campaign_form.CampaignForm",
    "clone": "dialogs.forms.clone.CloneScreen",
    "open-page": "dialogs.files.open_page.OpenPageScreen",
    "news-import": "dialogs.files.news_import.NewsImportScreen",
    "news-report": "dialogs.files.news_import.ReportFileScreen",
    "units-import": "dialogs.files.units_file.UnitsImportScreen",
    "units-export": "dialogs.files.units_file.UnitsExportScreen",
    "export": "dialogs.files.export.ExportScreen",
    "export-many": "dialogs.files.export_many.ExportManyScreen",
    "write-again": "dialogs.files.write_again.WriteAgainScreen",
    "report": "dialogs.files.report.ReportScreen",
    "save-copy": "dialogs.files.save_copy.SaveCopyScreen",
    "save-template": "dialogs.files.save_template.SaveTemplateScreen",
    "replace-words": "dialogs.replace_words.ReplaceWordsScreen",
    "search": "screens.search.search.SearchScreen",
    "text": "dialogs.passage.UnfinishedText",
}
"""The module and class of each form that is saved, by its kind in the file."""

_KIND_OF: Final = {name: kind for kind, name in KINDS.items()}
_PROVIDED: Final = (Desk, Indexing)
"""Arguments that are not saved: the app provides them."""
_ON_DESK: Final = "on desk"


class _GoneError(Exception):
    """The record of a form is no longer on the desk."""


def as_it_stands(dialog: Dialog[Any], desk: Desk) -> Unfinished | None:
    """Return a form in its current state; None if nothing was typed or chosen in it."""
    cls = type(dialog)
    kind = _KIND_OF.get(f"{cls.__module__}.{cls.__name__}".removeprefix("tui."))
    if kind is None or not dialog.is_filled_in:
        return None
    return Unfinished(
        kind=kind,
        title=dialog.heading,
        made_of=_made_of(dialog, desk),
        typed=dialog.typed_texts,
        choices=dialog.choices,
    )


def reopened(form: Unfinished, app: AppContext) -> Dialog[Any] | None:
    """Return a form made again, without what was typed; None if that is impossible."""
    try:
        return _made_again(form, app)
    except (_GoneError, DeskError, LookupError, TypeError, ValueError, msgspec.MsgspecError):
        return None


# ------------------------------------------------------------------ keeping


def _made_of(dialog: Dialog[Any], desk: Desk) -> dict[str, Any] | None:
    given, named = dialog.made_of
    bound = inspect.signature(type(dialog).__init__).bind(dialog, *given, **named).arguments
    _self, *arguments = bound.items()
    named = {name: value for name, value in arguments if not isinstance(value, _PROVIDED)}
    try:
        return {name: _kept(value, desk) for name, value in named.items()}
    except TypeError:  # a function, say, which no longer exists at the next start
        return None


def _kept(value: Any, desk: Desk) -> Any:
    if isinstance(value, Record) and _record(value.id, desk):
        return {_ON_DESK: value.id}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, list):
        return [_kept(one, desk) for one in value]
    return msgspec.to_builtins(value)


def _record(wanted: str, desk: Desk) -> Record | None:
    tables: Sequence[Any] = (
        *(desk.campaigns, desk.tasks, desk.articles),
        *(desk.facts, desk.rumours, desk.campaigns.questions, desk.campaigns.bulletins),
        desk.ledger,
    )
    return next((found for table in tables if (found := table.get(wanted))), None)


# ------------------------------------------------------------------ making again


def _made_again(form: Unfinished, app: AppContext) -> Dialog[Any]:
    if form.made_of is None or form.kind not in KINDS:
        raise _GoneError
    module, _dot, name = KINDS[form.kind].rpartition(".")
    made = getattr(import_module(f"tui.{module}"), name)
    provided = dict(zip(_PROVIDED, (app.desk, app.indexing), strict=True))
    values: dict[str, Any] = {}
    for parameter, hint in get_type_hints(made.__init__).items():
        if hint in provided:
            values[parameter] = provided[hint]
        elif parameter in form.made_of:
            values[parameter] = _found(form.made_of[parameter], hint, app.desk)
    return cast("Dialog[Any]", made(**values))


def _found(kept: Any, hint: Any, desk: Desk) -> Any:
    match kept:
        case {"on desk": str(wanted)}:
            found = _record(wanted, desk)
            if found is None:
                raise _GoneError
            return found
        case [{"on desk": _wanted}, *_others]:
            return [_found(one, hint, desk) for one in kept]
    return Path(kept) if hint is Path else msgspec.convert(kept, hint)


def told_again(forms: Sequence[Unfinished]) -> str:
    """Return the notice that forms were opened again."""
    titles = ", ".join(f"“{form.title}”" for form in forms)
    told = _("Typed before toasoan ended, and here again: {titles}. Esc leaves it.")
    return told.format(titles=titles)
