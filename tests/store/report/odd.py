"""What a campaign with any texts at all gives to report."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st
from rich.cells import cell_len

from store.campaign_records import Campaign, Day, Document, Rumour, Task, Unit
from store.channels import Channel
from store.records import RIGHTS, Article, FollowUp, Status, new_id

from .samples import NOW, TODAY, figures

DISPUTED = "".join(
    char
    for char in map(chr, range(0x2000, 0xD800))
    if char.isprintable()
    and unicodedata.category(char) not in ("Mn", "Me")
    and cell_len(char) != (2 if unicodedata.east_asian_width(char) in "WF" else 1)
)
"""Characters whose width Python's Unicode tables and rich's newer ones do not agree on."""

ODD = st.text(
    st.characters(
        codec="utf-8",
        max_codepoint=0xFFFF,
        exclude_categories=["Cn", "Co"],
        exclude_characters=DISPUTED,
    )
    | st.sampled_from("ệữậ ằ\u0301 \t\n\xa0|*_`#+-=1.<>&\\[](){}~漢字，Ａ\x1b\u202e\u200b"),
    max_size=120,
) | st.sampled_from(["x" * 300, "漢" * 100, "ngữ " * 60, "- [ ] ", "1. a", "# x", "+ x", "---"])


@st.composite
def reported(draw):
    """What a campaign with any texts at all gives to report."""
    names = st.lists(ODD, max_size=3).map(tuple)
    topics, channels, phases = draw(names), draw(names), draw(names)
    campaign = Campaign(
        name=draw(ODD),
        organisation=draw(ODD),
        slogan=draw(ODD),
        phases=phases,
        topics=topics,
        strands=draw(names),
        channels=tuple(Channel(name, draw(ODD)) for name in channels),
        documents=(Document(kind=draw(ODD), number=draw(ODD), title=draw(ODD)),),
        sync_groups=(draw(ODD), draw(ODD)),
        milestones=(Day(name=draw(ODD), start=TODAY),),
        units=(Unit(name=draw(ODD), level="x", parent=draw(ODD)),),
    )
    days = st.none() | st.dates()
    article = Article(
        headline=draw(ODD),
        byline=draw(ODD),
        status=draw(st.sampled_from(Status)),
        exported=draw(st.sampled_from([None, NOW])),
        channels=channels,
        kind=draw(st.sampled_from(["", RIGHTS])),
        follow_ups=(FollowUp(day=TODAY, what=draw(ODD)),),
        outcome=draw(ODD),
    )
    claim = Rumour(
        campaign=campaign.id,
        claim=draw(ODD),
        seen=NOW,
        verdict=draw(st.sampled_from(["", "false", "partly", "true"])),
        answer=draw(st.sampled_from([None, article.id])),
    )
    tasks = [
        Task(
            campaign=campaign.id,
            title=draw(ODD),
            phase=draw(st.sampled_from(phases) if phases else ODD),
            due=draw(days),
            due_time=draw(st.none() | st.times()),
            owner=draw(ODD),
            notes=draw(ODD),
            topics=topics[:1],
            channels=channels[1:],
            articles=draw(st.sampled_from([(), (article.id,), (new_id(),)])),
            done=draw(st.sampled_from([None, NOW])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    today = draw(st.sampled_from([TODAY, date.min, date.max]))
    return figures(campaign, tasks, [article], today, draw(st.sampled_from([(), (claim,)])))
