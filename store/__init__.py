"""What a desk knows. Plain Python: usable from a script, without a terminal.

from store import open_desk

with open_desk("desk.json") as desk:
    article = desk.articles.import_page(Path("page.txt").read_bytes(), "page.txt")
"""

from store._version import __version__
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Fact, Question, Rumour, Task
from store.desk import Desk, open_desk
from store.desk.conflict_copies import ConflictCopy
from store.desk.copies import Comparison
from store.desk.record_store import Change, PendingChange
from store.desk.replacing import Hit
from store.desk.search import AT_ONCE
from store.desk.trash import BIN_DAYS
from store.desk.undo import Undoable
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
from store.file.backups import Keep
from store.file.backups import folder as backups_folder
from store.file.recovery import Outside
from store.ledger import LedgerEntry
from store.records import Article, Link, NewsItem, SavedSearch, Status

__all__ = [
    "AT_ONCE",
    "BIN_DAYS",
    "Article",
    "Bulletin",
    "Campaign",
    "Change",
    "Comparison",
    "ConflictCopy",
    "Desk",
    "DeskError",
    "Fact",
    "FileError",
    "FileExistsAlreadyError",
    "Hit",
    "InvalidValueError",
    "Keep",
    "LedgerEntry",
    "Link",
    "LockedError",
    "NewsItem",
    "Outside",
    "PageError",
    "PendingChange",
    "Question",
    "ReadOnlyError",
    "RecordNotFoundError",
    "Rumour",
    "SaveError",
    "SavedSearch",
    "Status",
    "Task",
    "Undoable",
    "__version__",
    "backups_folder",
    "open_desk",
]
