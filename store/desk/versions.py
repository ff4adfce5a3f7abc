"""The versions of an article for other channels: made, kept up to date with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from store.article_parts import MadeOf
from store.articles.fact_uses import carried, standing_in
from store.articles.history import Why
from store.articles.shapes import shape_of
from store.campaign_records import Campaign, Task
from store.campaigns.tags import value_named
from store.channels import Channel, Shape
from store.desk.ledger import Ledger
from store.desk.pieces import fulfilled, ids_of_message, is_stale, text_of
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, Finding, InvalidValueError
from store.records import Article, Id, Record, Status
from store.spoken.numbers import USUAL, Wording
from store.text import paragraphs

if TYPE_CHECKING:
    from store.articles.drafts import Beside, Draft
    from store.articles.updates import Hunk

_CARRIED: Final = (
    *("campaign", "audiences", "levels", "topics", "goals", "strand", "unit", "milestone"),
    *("due", "sources", "event"),
)
"""What a version has of its master from the beginning; from then on it is its own."""

_PRINTED: Final = (Shape.NEWSPAPER, Shape.SITE)
"""What has byline, sign-off and related news."""
_WITH_PHOTOS: Final = (*_PRINTED, Shape.SOCIAL, Shape.BOARD)
"""What has the photos of its master from the beginning."""


class Versions:
    """The versions of the articles of a desk.

    A version is an article of its own, with `Article.master` and one channel; with its master
    (bài gốc) and the others it is one message.
    """

    def __init__(self, work: UnitOfWork, ledger: Ledger) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self._campaigns = work.store.of(Campaign)
        self._ledger = ledger

    # ------------------------------------------------------------------ reading

    def master(self, article: Article) -> Article:
        """Return the article that a version was made of; any other article itself."""
        current = self._articles.get(article.id) or article
        return self._articles.get(current.master) or current

    def of(self, article: Article) -> list[Article]:
        """Return the versions of an article, in the order of the campaign's channels.

        Of a version, those of its master.
        """
        master = self.master(article)
        found = [o for o in self._store.naming(Article, master.id) if o.master == master.id]
        campaign = self._campaigns.get(master.campaign)
        order = [channel.name for channel in campaign.channels] if campaign else []
        places = {name: place for place, name in enumerate(order)}
        return sorted(found, key=lambda one: places.get("".join(one.channels[:1]), len(places)))

    def message(self, article: Article) -> list[Article]:
        """Return all pieces of an article's message: the master first, then its versions."""
        return [self.master(article), *self.of(article)]

    def is_stale(self, article: Article) -> bool:
        """Tell whether it is a version whose master reads otherwise than when it was made (cũ)."""
        return is_stale(self._store, article)

    def stale(self) -> list[Article]:
        """Return all versions on the desk that are stale."""
        return [article for article in self._articles if self.is_stale(article)]

    def channel(self, article: Article, name: str = "") -> Channel | None:
        """Return the channel of a piece, or the one of that name, as its campaign describes it."""
        campaign = self._campaigns.get(article.campaign)
        name = name or "".join(article.channels[:1])
        known = campaign.channels if campaign and name else ()
        return next((channel for channel in known if channel.name == name), None)

    def findings(self, article: Article, channel: str = "") -> list[Finding]:
        """Return what is left to the editor in a piece: where it is too long for its channel …

        Args:
            article: its text counts as it is given, even if it is not saved yet.
            channel: the name of the channel; empty for the piece's own.
        """
        from store.articles.limits import findings

        known = self.channel(article, channel)
        return findings(article.body, known) if known else []

    def wanted(self, article: Article) -> list[str]:
        """Return the channels for which a version is to be made, as tasks or the master say."""
        master = self.master(article)
        tasks = self._store.naming(Task, master.id)
        named = [*master.channels[1:], *(name for task in tasks for name in task.channels)]
        taken = self._taken(master)
        return [name for name in dict.fromkeys(named) if name not in taken]

    def _taken(self, master: Article) -> set[str]:
        """Return the channels that have a piece: each piece is for the first of its own."""
        return {name for piece in self.message(master) for name in piece.channels[:1]}

    # ------------------------------------------------------------------ making

    def make(
        self, article: Article, channels: Iterable[str], *, wording: Wording = USUAL
    ) -> list[Article]:
        """Add a version of an article for each channel, with a first draft, as one change.

        Of a version, versions of its master are made. A task that names the article and wants the
        channel names the version, too.

        Args:
            article: any state of it.
            channels: their names.
            wording: how figures are read aloud in what is for the ear.

        Raises:
            InvalidValueError: the campaign has no such channel, or there is a version already, or
                the article is not divided into paragraphs; nothing has changed.
        """
        master = self._work.latest(self.master(article))
        campaign = self._campaigns.get(master.campaign)
        if campaign is None:
            raise InvalidValueError(
                N_("“{title}” belongs to no campaign, so it has no channels; give it one first."),
                title=master.title,
            )
        if master.needs_review:
            raise InvalidValueError(
                N_("“{title}” is not divided into headline and paragraphs yet; do that first."),
                title=master.title,
            )
        names = dict.fromkeys(value_named(campaign, "channels", name) for name in channels)
        taken = self._taken(master)
        if there := next((name for name in names if name in taken), None):
            raise InvalidValueError(
                N_("“{title}” is there for “{channel}” already; open that one."),
                title=master.title,
                channel=there,
            )
        known = {channel.name: channel for channel in campaign.channels}
        made = [self._made(master, known[name], campaign, wording) for name in names]
        if made:
            left = tuple(name for name in master.channels if name not in names)
            after = replace(master, channels=left)
            changed: list[Record] = [after] if after != master else []
            self._work.write(N_("new versions"), [*changed, *made, *self._tasks_of(after, made)])
        return [self._articles[one.id] for one in made]

    def _made(
        self, master: Article, channel: Channel, campaign: Campaign, wording: Wording
    ) -> Article:
        text = text_of(master)
        first = self._draft(text, channel, self._beside(master, campaign, wording))
        fields: dict[str, Any] = {name: getattr(master, name) for name in _CARRIED}
        if shape_of(channel) in _PRINTED:
            fields |= {name: getattr(master, name) for name in ("byline", "signoff", "links")}
        if shape_of(channel) in _WITH_PHOTOS:
            fields["photos"] = master.photos
        made = Article(
            **fields,
            headline=first.headline,
            body=first.body,
            status=Status.WRITING if first.body else Status.ASSIGNED,
            channels=(channel.name,),
            master=master.id,
            made_of=text,
        )
        return replace(made, facts_used=standing_in(master.facts_used, made))

    def _tasks_of(self, master: Article, made: Collection[Article]) -> list[Task]:
        """Return the tasks of a master that want the channels of some versions, naming those."""
        found = []
        for task in self._store.naming(Task, master.id):
            if own := [one for one in made if one.channels[0] in task.channels]:
                ids = [*task.articles, *(one.id for one in own)]
                found.append(fulfilled(self._store, task, ids, master, *own))
        return found

    # ------------------------------------------------------------------ keeping up to date

    def changes(self, version: Article, *, wording: Wording = USUAL) -> list[Hunk]:
        """Return what has changed in the master, as it concerns this version.

        None for a version that is not stale, or whose channel leaves out what has changed.
        """
        from store.articles.updates import hunks

        current = self._work.latest(version)
        then, now = self._drafts(current, wording)
        return hunks(then, now, current.headline, paragraphs(current.body))

    def take_over(
        self, version: Article, chosen: Collection[int], *, wording: Wording = USUAL
    ) -> Article:
        """Take over some changes of the master, by their index in `changes`; the others are
        dismissed, and the version is no longer stale.
        """
        from store.articles.updates import taken_over

        current = self._work.latest(version)
        master = self._articles.get(current.master)
        if master is None:
            return current
        found = self.changes(current, wording=wording)
        headline, texts = taken_over(current.headline, paragraphs(current.body), found, chosen)
        fields: dict[str, Any] = {"made_of": text_of(master)}
        if any(not found[index].is_headline for index in chosen):
            fields["body"] = "\n\n".join(texts)
        fields = carried(current, {"headline": headline, **fields})
        label = N_("take over from the master") if chosen else N_("leave the master's changes out")
        return self._work.change(current, label=label, why=Why.SAVE if chosen else None, **fields)

    def dismiss(self, version: Article) -> Article:
        """Leave a version as it is; it is no longer stale."""
        return self.take_over(version, ())

    def _drafts(self, version: Article, wording: Wording) -> tuple[Draft, Draft]:
        """Return the draft of what a version was made of, and that of its master now."""
        from store.articles.drafts import Draft

        master, channel = self._articles.get(version.master), self.channel(version)
        campaign = self._campaigns.get(version.campaign)
        if master is None or campaign is None or version.made_of is None:
            nothing = Draft("", ())
            return nothing, nothing
        channel = channel or Channel("".join(version.channels[:1]))
        beside = self._beside(master, campaign, wording)
        then = self._draft(version.made_of, channel, beside)
        return then, self._draft(text_of(master), channel, beside)

    # ------------------------------------------------------------------ drafts

    def _draft(self, text: MadeOf, channel: Channel, beside: Beside) -> Draft:
        from store.articles.drafts import draft  # no start of the app needs it

        return draft(text, channel, beside)

    def _beside(self, master: Article, campaign: Campaign, wording: Wording) -> Beside:
        from store.articles.drafts import Beside
        from store.campaigns.lists import abbreviations

        register = abbreviations(campaign)

        def as_spoken(text: str) -> str:
            from store.spoken.reader import spoken  # 0.1 s of patterns

            return spoken(text, wording, register).text

        return Beside(
            slogan=campaign.slogan,
            topics=master.topics,
            campaign=campaign.name,
            sources=master.sources,
            link=self._link_to(master),
            as_spoken=as_spoken,
        )

    def _link_to(self, master: Article) -> str:
        """Return the address at which a piece of the message was posted; empty for none."""
        pieces = ids_of_message(self._store, master)
        entries = (entry for entry in self._ledger if entry.piece in pieces)
        links = (e.where for e in entries if e.withdrawn is None and e.where.startswith("http"))
        return next(links, "")


def with_versions(articles: Iterable[Article], versions: Versions) -> list[Article]:
    """Return some articles and the versions of those that are masters, each once."""
    found: dict[Id, Article] = {}
    for article in articles:
        found[article.id] = article
        if article.master is None:
            found.update((one.id, one) for one in versions.of(article))
    return list(found.values())
