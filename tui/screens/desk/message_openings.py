"""What is opened about the message of an article: new versions, and what its master has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Article
from store.articles.shapes import shape_of
from tui.app_context import app_of
from tui.i18n import _, filled, ngettext
from tui.messages import ArticleWanted
from tui.screens.desk.parts import DeskParts
from tui.widgets.labels import title_of

if TYPE_CHECKING:
    from tui.dialogs.picker import Option


async def make_versions(screen: DeskParts) -> None:
    """Ask for which channels the article is to have versions, and make them."""
    from tui.dialogs.picker import MultiPicker

    screen.drafts.save()
    article, versions = screen.chosen_article(), screen.desk.articles.versions
    if article is None:
        return
    with screen.refusals():
        offered = _offered(screen, article)
        if not offered:
            versions.make(article, ())  # says why there can be none, where there is a reason
            screen.notify(_("Each channel of the campaign has its piece already."))
            return
        there = [", ".join(one.channels) or "–" for one in versions.message(article)]
        note = _("There already: {names}").format(names=" · ".join(there))
        title = _("Versions of “{title}”").format(title=title_of(versions.master(article)))
        wanted = versions.wanted(article)
        picker = MultiPicker(title, offered, chosen=wanted, note=note, needs_one=True)
        if not (picked := await screen.app.push_screen_wait(picker)):
            return
        made = versions.make(article, picked, wording=app_of(screen).settings.spoken)
        _tell(screen, made)
        if screen.drafts.article and made:
            screen.post_message(ArticleWanted(made[0].id))


def _offered(screen: DeskParts, article: Article) -> list[Option]:
    """Return the channels for which there is no piece of the message yet."""
    from tui.dialogs.forms.list_forms import SHAPES
    from tui.dialogs.picker import Option

    master = screen.desk.articles.versions.master(article)
    campaign = screen.desk.campaigns.get(master.campaign)
    pieces = screen.desk.articles.versions.message(master)
    taken = {name for piece in pieces for name in piece.channels[:1]}
    return [
        Option(channel.name, channel.name, f"{_(SHAPES[shape_of(channel)])} · {channel.group}")
        for channel in (campaign.channels if campaign else ())
        if channel.name not in taken
    ]


def _tell(screen: DeskParts, made: list[Article]) -> None:
    """Say how many versions there are now, and which of them are left to the editor."""
    count = len(made)
    told = ngettext("{count} version made.", "{count} versions made.", count).format(count=count)
    if screen.drafts.article:
        how = _("Alt+→ goes from one to the next; Ctrl+Z takes them back.")
    else:
        how = _("→ in the list shows them; Ctrl+Z takes them back.")
    lines = [f"{told} {how}"]
    for piece in made:
        found = screen.desk.articles.versions.findings(piece)
        if found:
            facts = "; ".join(filled(one.message, one.values) for one in found)
            lines.append(f"⚠ {', '.join(piece.channels)}: {facts}")
    screen.notify("\n".join(lines), markup=False, timeout=12 if len(lines) > 1 else 5)


async def compare_master(screen: DeskParts) -> None:
    """Show what has changed in the master of a version; of a master, in its first stale version."""
    from tui.screens.records.master_changes import MasterChangesScreen

    screen.drafts.save()
    article, versions = screen.chosen_article(), screen.desk.articles.versions
    if article is None:
        return
    stale = [one for one in (article, *versions.of(article)) if versions.is_stale(one)]
    if not stale:
        screen.notify(_("No version of it is stale."))
        return
    with screen.refusals():
        version, wording = stale[0], app_of(screen).settings.spoken
        if versions.changes(version, wording=wording):
            await screen.app.push_screen_wait(MasterChangesScreen(screen.desk, version, wording))
        elif app_of(screen).may_change():
            versions.dismiss(version)
            told = _("What has changed in the master does not concern “{channel}”: up to date.")
            screen.notify(told.format(channel=", ".join(version.channels)), markup=False)


async def show_agreement(screen: DeskParts) -> None:
    """Show what the texts of the article's message say; of several that are marked, of those."""
    from tui.screens.records.agreement import AgreementScreen

    screen.drafts.save()
    articles = list(screen.drafts.chosen)
    if len(articles) < 2:
        article = screen.chosen_article()
        if article is None:
            return
        articles = screen.desk.articles.versions.message(article)
    table = AgreementScreen(screen.desk, articles)
    await screen.app.push_screen_wait(table)
    if table.wanted:
        screen.post_message(table.wanted)
