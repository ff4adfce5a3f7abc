"""What a desk knows. Plain Python: usable from a script, without a terminal.

from store import open_desk

with open_desk("desk.json") as desk:
    article = desk.articles.import_page(Path("page.txt").read_bytes(), "page.txt")
"""

from store._version import __version__
from store.desk import Desk, open_desk
from store.desk.record_store import Change
from store.errors import (
    DeskError,
    FileError,
    FileExistsAlreadyError,
    InvalidValueError,
    LockedError,
    PageError,
    ReadOnlyError,
    RecordNotFoundError,
    SaveError,
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
    "Campaign",
    "Change",
    "Desk",
    "DeskError",
    "Fact",
    "FileError",
    "FileExistsAlreadyError",
    "InvalidValueError",
    "Link",
    "LockedError",
    "NewsItem",
    "PageError",
    "ReadOnlyError",
    "RecordNotFoundError",
    "Rumour",
    "SaveError",
    "SavedSearch",
    "Status",
    "Task",
    "__version__",
    "open_desk",
]
