"""The report of a campaign in the form that Vietnamese unions file, and its plan as a table.

A report is a document, so it is in Vietnamese whatever the language of the screens. What the desk
cannot know (number, place, who signs) is left as dots to fill in. `figures` counts, `content`
turns that into blocks, and `text` and `markdown` render them, as plain text of at most 80 columns
and as Markdown.
"""

from store.report.figures import Figures, gather
from store.report.files import files, write
from store.report.markdown import report_markdown
from store.report.plan_csv import COLUMNS, plan_csv
from store.report.text import WIDTH, Line, Spot, report_lines, report_text

__all__ = [
    "COLUMNS",
    "WIDTH",
    "Figures",
    "Line",
    "Spot",
    "files",
    "gather",
    "plan_csv",
    "report_lines",
    "report_markdown",
    "report_text",
    "write",
]
