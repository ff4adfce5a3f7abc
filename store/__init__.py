"""What a desk knows. Plain Python: usable from a script, without a terminal.

from store import open_desk

with open_desk("desk.json") as desk:
    article = desk.import_page(Path("page.txt").read_bytes(), "page.txt")
"""

from store.desk import Desk, open_desk
from store.desk.unit_of_work import Change
from store.errors import (
    BadValue,
    DeskError,
    FileError,
    FileTaken,
    InUse,
    NotSaved,
    PageError,
    ReadOnly,
    UnknownRecord,
)
from store.records import (
    Article,
    Campaign,
    Fact,
    Link,
    NewsItem,
    Rumour,
    SavedSearch,
    Status,
    Task,
)

__all__ = [
    "Article",
    "BadValue",
    "Campaign",
    "Change",
    "Desk",
    "DeskError",
    "Fact",
    "FileError",
    "FileTaken",
    "InUse",
    "Link",
    "NewsItem",
    "NotSaved",
    "PageError",
    "ReadOnly",
    "Rumour",
    "SavedSearch",
    "Status",
    "Task",
    "UnknownRecord",
    "open_desk",
]

__version__ = "0.2.0"
