"""What the tests of a desk put on it, and all that is on it."""

from __future__ import annotations

from store import Article, Campaign, NewsItem, Task

TABLES = {"campaigns": Campaign, "tasks": Task, "articles": Article, "news": NewsItem}


def records(desk):
    """All that is on a desk, in its order."""
    return {name: list(getattr(desk, name)) for name in TABLES}


def titles(desk, campaign):
    return {
        phase.name: [task.title for task in phase.tasks]
        for phase in desk.campaigns.checklist(campaign)
    }


def task(desk, campaign, title="Gọi điện cho tổ may", phase="kế hoạch", **fields):
    return desk.tasks.add(Task(campaign=campaign.id, title=title, phase=phase, **fields))


def article(desk, headline="Quà đến tay", **fields):
    return desk.records.add(Article(headline=headline, body="Một câu.", **fields))


def page_with(card):
    return f"Tít khác\n\nAn |\n\nMột đoạn văn.\n\nAn\nTIN LIÊN QUAN\n\n{card}".encode()


CARD = (
    "Xưởng may mở lớp học đêm\n\nLê Thu |\n\n"
    "Lớp có 40 chỗ, học phí bằng không, mở tối thứ ba và thứ năm."
)
