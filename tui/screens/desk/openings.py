"""The screens opened from the desk, and what is done with their answers: `DeskScreen`'s actions."""

from __future__ import annotations

from pathlib import Path

from store import LockedError, ReadOnlyError
from store.records import RIGHTS
from tui import emergency_save
from tui.app_context import app_of
from tui.dialogs.dialog import Confirm, ConfirmLoss
from tui.i18n import _, sentence
from tui.messages import ArticleWanted
from tui.screens.desk.parts import DeskParts
from tui.widgets.labels import title_of

# -------------------------------------------------------------------- at the start


async def ask_to_read(screen: DeskParts, reason: ReadOnlyError) -> None:
    """Say why the desk is read-only; if another process has it open, ask whether to go on."""
    if not isinstance(reason, LockedError):
        text = _("Read-only: {reason}").format(reason=sentence(reason))
        screen.notify(text, severity="warning", timeout=20, markup=False)
        return
    question = _("{reason} Open it for reading, and see what is changed there?")
    if not await screen.app.push_screen_wait(Confirm(question.format(reason=sentence(reason)))):
        app_of(screen).leave()


def tell_unsaved(screen: DeskParts) -> None:
    """Say where the text is that could not be saved when toasoan last ended."""
    if paths := emergency_save.kept():
        text = _(
            "What could not be saved before is kept in {path}. "
            "Take what you need from it, then delete it."
        ).format(path=", ".join(map(str, paths)))
        screen.notify(text, severity="warning", timeout=20, markup=False)


# -------------------------------------------------------------------- the chosen article


async def show_history(screen: DeskParts) -> None:
    """Show the revisions of the article."""
    from tui.screens.recovery.history import HistoryScreen

    if article := screen.chosen_article():
        await screen.app.push_screen_wait(HistoryScreen(screen.desk, article))


async def show_sources(screen: DeskParts) -> None:
    """Show the source sheet of the article."""
    from tui.screens.records.sources import SourcesScreen

    if article := screen.chosen_article():
        await screen.app.push_screen_wait(SourcesScreen(screen.desk, article))


async def show_photos(screen: DeskParts) -> None:
    """Show the photo sheet of the article."""
    from tui.screens.records.photos import PhotosScreen

    if article := screen.chosen_article():
        await screen.app.push_screen_wait(PhotosScreen(screen.desk, article))


async def show_case(screen: DeskParts) -> None:
    """Show the follow-ups of a rights case; of another article, ask first to make it one."""
    from tui.screens.records.rights_case import CaseScreen

    article = screen.chosen_article()
    if article is None:
        return
    with screen.refusals():
        if article.kind != RIGHTS:
            if not app_of(screen).may_change():
                return
            question = _("Make “{title}” a rights case, with days to look at it again?")
            asked = Confirm(question.format(title=title_of(article)))
            if not await screen.app.push_screen_wait(asked):
                return
            screen.desk.rights.mark(article, True)
        await screen.app.push_screen_wait(CaseScreen(screen.desk, article))


async def export(screen: DeskParts) -> None:
    """Write the article to a file; of several that are marked, each to one."""
    from tui.dialogs.files.export import SEVERAL, ExportScreen
    from tui.dialogs.files.export_many import ExportManyScreen

    settings = app_of(screen).settings
    articles = list(screen.drafts.chosen)
    path: Path | None = SEVERAL
    if len(articles) < 2:
        article = screen.chosen_article()
        if article is None:
            return
        articles = [article]
        dialog = ExportScreen(screen.desk, article, settings.export_folder)
        path = await screen.app.push_screen_wait(dialog)
    if path == SEVERAL:
        many = ExportManyScreen(screen.desk, articles, settings.export_folder)
        if done := await screen.app.push_screen_wait(many):
            settings.export_folder = str(done.folder)
            told = _("{count} files written to {folder}")
            screen.notify(told.format(count=done.files, folder=done.folder), markup=False)
    elif path:
        settings.export_folder = str(path.parent)
        screen.notify(_("Written: {path}").format(path=path), markup=False)


# -------------------------------------------------------------------- the whole desk


async def open_pages(screen: DeskParts) -> None:
    """Import pages of text."""
    from tui.dialogs.files.open_page import OpenPageScreen

    screen.drafts.save()
    dialog = OpenPageScreen(screen.desk, screen.checklist.campaign)
    if article := await screen.app.push_screen_wait(dialog):
        screen.post_message(ArticleWanted(article))


async def import_news(screen: DeskParts) -> None:
    """Import news from files."""
    from tui.dialogs.files.news_import import NewsImportScreen

    screen.drafts.save()
    await screen.app.push_screen_wait(NewsImportScreen(screen.desk))


async def get_back(screen: DeskParts) -> None:
    """Show what can be recovered."""
    from tui.screens.recovery.screen import RecoveryScreen

    screen.drafts.save()
    await screen.app.push_screen_wait(RecoveryScreen(screen.desk))


async def save_copy(screen: DeskParts) -> bool:
    """Write the whole desk to another file; return whether that was done."""
    from tui.dialogs.files.save_copy import SaveCopyScreen

    path = await screen.app.push_screen_wait(SaveCopyScreen(screen.desk, screen.drafts.unsaved))
    if path:
        screen.notify(_("Written: {path}").format(path=path), markup=False)
    return path is not None


async def ask_to_leave_unsaved(screen: DeskParts, result: int) -> None:
    """Ask what to do with text that cannot be saved, before the app ends."""
    if screen.app.screen is not screen:  # the question is open already
        return
    copy, leave = 1, 2
    question = ConfirmLoss(
        _("The last lines are not saved"),
        _("Save a copy of the desk elsewhere, then leave"),
        _("Leave without the last lines"),
    )
    answer = await screen.app.push_screen_wait(question)
    if answer == leave or (answer == copy and await save_copy(screen)):
        app_of(screen).end(result)


async def choose_theme(screen: DeskParts) -> None:
    """Ask for the colours."""
    from tui.dialogs.picker import Option, Picker

    app = screen.app
    options = [Option(name, name) for name in sorted(app.available_themes)]
    picker = Picker(_("Theme"), options, chosen=[app.theme])
    if picked := await app.push_screen_wait(picker):
        app.theme = app_of(screen).settings.theme = picked[0]
