"""Every screen of the app, each ready to be put before an editor; a new one is found by itself.

A screen is made of what its constructor asks for, by the names of the parameters (`given`). One
that asks for something new is told of by its name: put it into `given`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import tui.dialogs
import tui.screens
from store import Bulletin, Desk, Fact, LedgerEntry, Question, Rumour
from store.article_parts import Comment, IgnoredFlag, Photo
from store.articles.photos import Sighting
from store.campaign_records import Document, Unit
from store.ledger import with_page
from store.records import RIGHTS, FollowUp, Source, Status
from tests.pictures import put
from tests.tui.helpers import Seat, news, plan, written
from tui.app import ToasoanApp
from tui.dialogs.checks import Fix
from tui.dialogs.min_size import FitScreen
from tui.dialogs.picker import Option
from tui.widgets.highlighted_text import Passage

BARE = {
    "CampaignActions",
    "CheckActions",
    "CommentActions",
    "DeskParts",
    "Dialog",
    "Form",
    "Offers",
    "ReadingDialog",
    "Register",
    "RoomRegister",
    "ArticleRegister",
    "Room",
    "SaveDialog",
    "TaggedForm",
}
"""What others are made of: never put before an editor."""

OF_THE_APP = {"DeskScreen", "OpeningScreen"}
"""Where the app begins: not put over another."""


def classes() -> dict[str, type[FitScreen[Any]]]:
    """Return every screen that is put over another, by its name."""
    for package in (tui.screens, tui.dialogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found: dict[str, type[FitScreen[Any]]] = {}

    def take(kind: type[Any]) -> None:
        for below in kind.__subclasses__():
            if below.__module__.startswith("tui.") and "[" not in below.__name__:
                found[below.__name__] = below
            take(below)

    take(FitScreen)
    return {name: found[name] for name in sorted(found.keys() - BARE - OF_THE_APP)}


def furnish(desk: Desk) -> dict[str, Any]:
    """Put something of each kind on a desk, and return it by the names under which screens ask."""
    campaign = plan(desk)
    desk.units.add(campaign, Unit(name="Liên đoàn", level="thành phố"))
    unit = desk.units.add(campaign, Unit(name="Tổ 7", level="cơ sở", parent="Liên đoàn"))
    campaign = desk.campaigns[campaign.id]
    task = next(iter(desk.tasks))
    items = news(desk)
    put(desk.file.path.parent, "ảnh/mũ.png")
    article = written(
        desk,
        campaign=campaign.id,
        kind=RIGHTS,
        sources=(Source(who="Chị Lê Thu"),),
        photos=(Photo(file="ảnh/mũ.png", caption="Chị Thu thử mũ mới", credit="Kiều Vũ"),),
        follow_ups=(FollowUp(day=desk.records.today(), what="gọi lại"),),
    )
    article = desk.links.add(article, items[0])
    asked = Comment(text="Hỏi lại số này.", to_writer=True, quote="kính mới", field="headline")
    article = desk.articles.comments.add(article, asked)
    fact = desk.records.add(Fact(campaign=campaign.id, key="suất quà", value="1.250"))
    rumour = desk.records.add(
        Rumour(campaign=campaign.id, claim="Mũ bảo hộ giả", seen=desk.records.now())
    )
    question = desk.records.add(
        Question(campaign=campaign.id, text="Bao giờ phát mũ?", asked=desk.records.now())
    )
    entry = desk.records.add(
        with_page(
            LedgerEntry(
                at=desk.records.now(),
                piece=article.id,
                headline=article.headline,
                channel="báo in",
                file=str(desk.file.path.with_name("bai.txt")),
                who="lan",
            ),
            desk.articles.page_bytes(article),
        )
    )
    bulletin = desk.campaigns.bulletins.add(
        Bulletin(
            campaign=campaign.id,
            name="Bản tin sáng",
            day=desk.records.today(),
            opening="Kính chào anh chị em. Sau đây là bản tin ngày {day}.",
            transitions=("Tiếp theo chương trình.",),
            closing="Bản tin đến đây là hết.",
        )
    )
    bulletin = desk.campaigns.bulletins.put_items(bulletin, [article])
    desk.records.change(article, headline="Thợ hàn nhận kính mới và mũ mới")
    return {
        "desk": desk,
        "campaign": campaign,
        "task": task,
        "tasks": [task],
        "article": desk.articles[article.id],
        "articles": [desk.articles[article.id]],
        "piece": desk.articles[article.id],
        "fact": fact,
        "rumour": rumour,
        "logged": question,
        "entry": entry,
        "bulletin": bulletin,
        "document": Document(kind="kế hoạch", number="12/KH", title="Kế hoạch"),
        "unit": unit,
        "before": None,
        "item": None,
        "photo": Sighting(Photo(file="ảnh/mũ.png", caption="Mũ mới"), "", "png", 80, 4, 2),
        "path": str(desk.file.path.parent / "ảnh" / "mũ.png"),
        "middle": article.id,
        "unsaved": None,
        "today": desk.records.today(),
        "now": None,
        "title": "Việc gì",
        "heading": "Việc gì",
        "headline": article.headline,
        "byline": article.byline,
        "text": article.body,
        "time": "9:00",
        "name": "~/tin.txt",
        "unit_name": unit.name,
        "note": "",
        "field": "due",
        "question": "Thật không?",
        "loss": "Xóa",
        "others": (),
        "list_name": "audiences",
        "form": "Việc mới",
        "key": None,
        "template": "thang-cong-nhan",
        "states": ("cũ", "mới"),
        "options": [Option("a", "An"), Option("b", "Bình")],
        "passages": [Passage("một đoạn")],
        "checked": desk.articles.copy_desk.checked(desk.articles[article.id]),
        "comment": article.comments[0],
        "message": "viết “sử dụng”, không viết “xử dụng”",
        "marks": [IgnoredFlag(rule="confused-s-x", words="xử dụng")],
        "put_right": nothing_mended,
        "status": Status.APPROVED,
        "blocked": "“Thợ hàn nhận kính mới” bị chặn: “31.4”: lịch không có ngày này (đoạn 1).",
        "looks": [desk.articles.gates.ready_later(article)],
        "chosen": ["b"],
        "save": lambda values: values["name"],
        "read": lambda text: None,
        "echo": lambda due: "",
        "folder": str(desk.file.path.parent),
        "paths": [pages_of_others(desk.file.path.parent / "bài")],
        "units": repeat(0),  # a change that never ends
        "total": 3,
        "stopping": "Esc dừng lại.",
    }


async def nothing_mended(fixes: Sequence[Fix]) -> None:
    """Stand for the editor, in which a list mends the places that a rule has found."""


def pages_of_others(folder: Path) -> Path:
    """Make a folder of pages, of which each is of another kind."""
    folder.mkdir(exist_ok=True)
    (folder / "ca đêm.md").write_text(
        "---\ntitle: Bữa ăn ca đêm\nauthor: Minh Hà\nlayout: bài\n---\n\nHà Nội – Bữa **ăn ca** "
        "thêm món, bớt mặn.\n\n![bếp ăn](bep.jpg)\n",
        encoding="utf-8",
    )
    (folder / "lớp học.txt").write_text(
        "Xưởng may mở lớp học đêm\n\nLê Thu |\n\nLớp có 40 chỗ, học phí bằng không.\n\nLê Thu",
        encoding="utf-8",
    )
    (folder / "hỏng.docx").write_bytes(b"PK")
    (folder / "bếp.jpg").write_bytes(b"")
    return folder


def made(kind: type[FitScreen[Any]], given: dict[str, Any], app: ToasoanApp) -> FitScreen[Any]:
    """Make a screen of what it asks for."""
    known = {**given, "indexing": app.indexing, "behind": app.screen}
    asked = list(inspect.signature(kind.__init__).parameters.items())[1:]
    if any(parameter.kind is parameter.VAR_POSITIONAL for _name, parameter in asked):
        return kind(*(one for name, _parameter in asked for one in _as_many(known[name])))
    values = {}
    for name, parameter in asked:
        if name in known:
            values[name] = known[name]
        elif parameter.default is parameter.empty:
            raise AssertionError(f"{kind.__name__} asks for {name}: put it into `furnish`")
    if isinstance(values.get("folder"), str) and kind.__name__ == "SaveTemplateScreen":
        values["folder"] = Path(values["folder"])
    return kind(**values)


def _as_many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


async def shown(seat: Seat, given: dict[str, Any], name: str) -> None:
    """Put a screen before the desk."""
    seat.app.push_screen(made(classes()[name], given, seat.app))
    await seat.comes(name)
    await seat.settle()


async def every_screen(seat: Seat, given: dict[str, Any]) -> AsyncIterator[str]:
    """Yield the name of each screen in turn, the desk first, while it is shown."""
    yield "DeskScreen"
    for name in classes():
        await shown(seat, given, name)
        yield name
        if seat.top == name:
            seat.app.screen.dismiss()
            await seat.comes("DeskScreen")
