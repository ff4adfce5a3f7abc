"""The report of a campaign in the form that Vietnamese unions file, and its plan as a table.

A report is a document, not a screen: it is in Vietnamese whatever the language of the screens.
What the desk cannot know (number, place, who signs) stands as dots to fill in. The same blocks of
content are written as plain text of at most 80 columns and as Markdown.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

import msgspec

from store import export
from store.calendar_file import calendar
from store.matrix import NO_DAY, Gap, Matrix, Row, View, count_matrix, ranked_gaps
from store.plan import Phase, Progress, checklist, progress
from store.records import Article, Campaign, Document, Id, Status, Task, Unit
from store.scores import Score, pieces, scores
from store.sheets import harmless
from store.text import identity, nfc, show_day, slug

WIDTH: Final = 80
"""The most columns of a report as text."""

_DOTS: Final = "……………"
_NOTHING: Final = "–"
_MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_MOST_GAPS: Final = 10
_AHEAD: Final = timedelta(days=14)


class Figures(msgspec.Struct, frozen=True):
    """What a report is written from, counted once."""

    campaign: Campaign
    phases: tuple[Phase, ...]
    articles: Mapping[Id, Article]
    progress: Progress
    matrix: Matrix
    """Topics by channels."""
    gaps: tuple[Gap, ...]
    scores: tuple[Score, ...]
    today: date

    @property
    def tasks(self) -> list[Task]:
        """Give the tasks in the order of the checklist."""
        return [task for phase in self.phases for task in phase.tasks]


def gather(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    today: date,
    *,
    campaigns: Iterable[Campaign] = (),
) -> Figures:
    """Count what a report says; the arguments are those of `scores`."""
    own = list(tasks)
    phases = checklist(campaign, own)
    matrix = count_matrix(campaign, own, articles, View())
    return Figures(
        campaign=campaign,
        phases=tuple(phases),
        articles=articles,
        progress=progress(phases, today),
        matrix=matrix,
        gaps=tuple(ranked_gaps(matrix, campaign, today)),
        scores=tuple(scores(campaign, own, articles, today, campaigns=campaigns)),
        today=today,
    )


def files(figures: Figures) -> dict[str, bytes]:
    """Give the files of a report by name; without the calendar where nothing has a day."""
    stem = f"{figures.today.isoformat()}-{slug(figures.campaign.name)}"
    made = {
        f"{stem}.txt": report_text(figures).encode(),
        f"{stem}.md": report_markdown(figures).encode(),
        f"{stem}.csv": plan_csv(figures),
    }
    if days := calendar(figures.campaign, figures.tasks, figures.articles.values()):
        made[f"{stem}.ics"] = days
    return made


def write(figures: Figures, folder: Path, *, replace: bool) -> list[Path]:
    """Write the files of a report to a folder, and give their paths.

    Raises:
        FileError: one of the names is taken by something else, and nothing has been written; or a
            file cannot be written.
    """
    made = {folder / name: data for name, data in files(figures).items()}
    # Those that are there already first: a refusal comes before anything new is written.
    for path in sorted(made, key=lambda path: not os.path.lexists(path)):
        export.write(path, made[path], replace=replace)
    return list(made)


# ---------------------------------------------------------------- the content


class _Heading(msgspec.Struct, frozen=True):
    level: int
    text: str


class _Text(msgspec.Struct, frozen=True):
    text: str


class _Points(msgspec.Struct, frozen=True):
    items: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True):
    """A table that has at least one row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    """The columns that stand to the right."""


_Block = _Heading | _Text | _Points | _Table


def _content(figures: Figures) -> Iterator[_Block]:
    yield _Heading(1, "I. TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO")
    yield from _situation(figures)
    yield _Heading(1, "II. KẾT QUẢ THỰC HIỆN")
    yield from _numbered(
        ("Theo giai đoạn", _by_phase(figures)),
        ("Theo kênh", _by_channel(figures)),
        ("Chủ đề đã đồng bộ", _in_sync(figures)),
        ("Mức đạt các yêu cầu", _requirements(figures)),
        ("Tin, bài đã phát", _out(figures)),
    )
    yield _Heading(1, "III. TỒN TẠI VÀ PHƯƠNG HƯỚNG")
    yield from _numbered(
        ("Việc quá hạn", _overdue(figures)),
        ("Chủ đề chưa đồng bộ", _not_in_sync(figures)),
        ("Kênh còn trống", _gaps(figures)),
        ("Phương hướng", _ahead(figures)),
    )


def _numbered(*parts: tuple[str, Iterable[_Block]]) -> Iterator[_Block]:
    for number, (title, blocks) in enumerate(parts, 1):
        yield _Heading(2, f"{number}. {title}")
        yield from blocks


def _situation(figures: Figures) -> Iterator[_Block]:
    campaign = figures.campaign
    lists = (
        (len(campaign.topics), "chủ đề"),
        (len(campaign.channels), "kênh"),
        (len(campaign.audiences), "nhóm đối tượng"),
        (len(campaign.units), "đơn vị"),
    )
    scope = ", ".join(f"{_number(count)} {what}" for count, what in lists if count)
    about = (
        ("Đợt truyền thông", campaign.name),
        ("Thời gian", _span(campaign.start, campaign.end)),
        ("Khẩu hiệu", campaign.slogan),
        ("Mạch nội dung", "; ".join(campaign.strands)),
        ("Phạm vi", scope),
    )
    yield _Points(tuple(f"{name}: {value}" for name, value in about if value.strip()))
    if campaign.documents:
        yield _Text("Văn bản làm căn cứ:")
        yield _Points(tuple(_document(one) for one in campaign.documents))
    found = figures.progress
    if found.total:
        phases = sum(bool(phase.tasks) for phase in figures.phases)
        yield _Text(
            f"Kế hoạch có {_number(found.total)} việc, chia {_number(phases)} giai đoạn. "
            f"Đến ngày {show_day(figures.today)} đã xong {_number(found.done)} việc "
            f"({_percent(found.done, found.total)}), quá hạn {_number(found.overdue)} việc."
        )
    else:
        yield _Text("Kế hoạch chưa có việc nào.")
    if cascading := [task for task in figures.tasks if task.cascades]:
        words = sum(len(task.acks) for task in cascading)
        yield _Text(
            f"{_number(len(cascading))} việc được giao xuống các cấp; "
            f"đã có {_number(words)} lượt đơn vị xác nhận."
        )


def _by_phase(figures: Figures) -> Iterator[_Block]:
    rows = []
    for phase in figures.phases:
        if phase.tasks:
            counts = Counter(task.status for task in phase.tasks)
            late = sum(task.is_overdue(figures.today) for task in phase.tasks)
            total = len(phase.tasks)
            numbers = (total, counts["done"], counts["doing"], late)
            share = _percent(counts["done"], total)
            rows.append((phase.name or _NOTHING, *map(_number, numbers), share))
    heads = ("Giai đoạn", "Số việc", "Đã xong", "Đang làm", "Quá hạn", "Tỷ lệ")
    yield _table(heads, rows, "Chưa có việc nào.", numbers=range(1, 6))


def _by_channel(figures: Figures) -> Iterator[_Block]:
    out: Counter[str] = Counter()
    ready: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for piece in pieces(figures.tasks, figures.articles):
        into = out if piece.is_out else ready if piece.is_finished else rest
        into.update(piece.channels)
    groups = {channel.name: channel.group for channel in figures.campaign.channels}
    others = sorted((out | ready | rest).keys() - groups.keys())
    rows = [
        (groups.get(name) or _NOTHING, name, *(_number(n[name]) for n in (out, ready, rest)))
        for name in (*groups, *others)
    ]
    heads = ("Nhóm", "Kênh", "Đã phát", "Đã duyệt", "Chưa xong")
    yield _table(heads, rows, "Chưa kênh nào được khai báo.", numbers=range(2, 5))


def _in_sync(figures: Figures) -> Iterator[_Block]:
    rows = figures.matrix.rows
    if not rows:
        yield _Text("Chưa chủ đề nào được khai báo.")
        return
    one, other = figures.campaign.sync_groups
    yield _Text(
        f"{_number(figures.matrix.in_sync)}/{_number(len(rows))} chủ đề đồng bộ: đã xong ít nhất "
        f"một bản thuộc nhóm “{one}” và một bản thuộc nhóm “{other}”, phát cách nhau không quá "
        f"{_number(figures.campaign.sync_hours)} giờ."
    )
    if names := tuple(row.label for row in rows if row.sync.is_met):
        yield _Points(names)


def _requirements(figures: Figures) -> Iterator[_Block]:
    rows = [
        (score.name, _number(score.value), _number(score.of), _percent(score.value, score.of))
        for score in figures.scores
    ]
    yield _table(
        ("Yêu cầu", "Đạt", "Trên", "Tỷ lệ"), rows, "Chưa có gì để tính.", numbers=range(1, 4)
    )


def _out(figures: Figures) -> Iterator[_Block]:
    out = [one for one in figures.articles.values() if one.status is Status.EXPORTED]
    out.sort(key=lambda one: (one.exported.timestamp() if one.exported else 0.0, one.id))
    rows = [
        (
            show_day(one.exported.date()) if one.exported else _NOTHING,
            one.title or "(chưa có tít)",
            one.byline or _NOTHING,
        )
        for one in out
    ]
    if rows:
        yield _Text(f"Tổng cộng {_number(len(rows))} tin, bài.")
    yield _table(("Ngày", "Tít", "Tác giả"), rows, "Chưa tin, bài nào được phát.")
    withdrawn = sum(one.status is Status.WITHDRAWN for one in figures.articles.values())
    if withdrawn:
        yield _Text(f"Đã gỡ {_number(withdrawn)} tin, bài; số này không tính ở trên.")


def _overdue(figures: Figures) -> Iterator[_Block]:
    late = [task for task in figures.tasks if task.is_overdue(figures.today)]
    yield _task_table(late, "Không có việc quá hạn.")


def _task_table(tasks: Iterable[Task], otherwise: str) -> _Block:
    ordered = sorted(tasks, key=lambda task: task.due or date.max)
    rows = [
        (
            show_day(task.due) if task.due else _NOTHING,
            _title(task),
            task.owner or task.unit or _NOTHING,
        )
        for task in ordered
    ]
    return _table(("Hạn", "Việc", "Phụ trách"), rows, otherwise)


def _not_in_sync(figures: Figures) -> Iterator[_Block]:
    rows = [(row.label, _lacking(row)) for row in figures.matrix.rows if not row.sync.is_met]
    yield _table(("Chủ đề", "Còn thiếu"), rows, "Không có.")


def _lacking(row: Row) -> str:
    if row.sync.missing:
        return "; ".join(row.sync.missing)
    return f"đủ bản, nhưng phát lệch nhau quá quy định {_number(row.sync.late_hours)} giờ"


def _gaps(figures: Figures) -> Iterator[_Block]:
    shown = figures.gaps[:_MOST_GAPS]
    if len(figures.gaps) > len(shown):
        yield _Text(
            f"Còn {_number(len(figures.gaps))} chỗ chủ đề chưa có gì trên kênh; "
            f"{_number(len(shown))} chỗ gấp nhất:"
        )
    rows = [(gap.row, gap.column, _days_left(gap.days_left)) for gap in shown]
    yield _table(("Chủ đề", "Kênh", "Thời gian còn lại"), rows, "Không có.")


def _days_left(days: int) -> str:
    if days == NO_DAY:
        return "chưa rõ"
    return f"{_number(days)} ngày" if days >= 0 else f"quá {_number(-days)} ngày"


def _ahead(figures: Figures) -> Iterator[_Block]:
    steps = []
    if late := figures.progress.overdue:
        steps.append(f"Làm dứt điểm {_number(late)} việc quá hạn, việc cũ nhất trước.")
    if missing := [row.label for row in figures.matrix.rows if not row.sync.is_met]:
        first = "; ".join(missing[:3])
        steps.append(
            f"Bổ sung bản phát cho {_number(len(missing))} chủ đề chưa đồng bộ, trước hết: {first}."
        )
    if figures.gaps:
        steps.append(f"Giao người lấp {_number(len(figures.gaps))} chỗ còn trống trên các kênh.")
    yield _Points(tuple(steps) or ("Giữ nhịp công việc theo kế hoạch đã ban hành.",))
    until = figures.today + min(_AHEAD, date.max - figures.today)
    soon = [t for t in figures.tasks if not t.done and t.due and figures.today <= t.due <= until]
    if soon:
        yield _Text(f"Việc đến hạn trong {_AHEAD.days} ngày tới:")
        yield _task_table(soon, "")


def _table(
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    otherwise: str,
    *,
    numbers: Iterable[int] = (),
) -> _Block:
    """Give a table, or a sentence where it would be empty."""
    return _Table(heads, tuple(rows), frozenset(numbers)) if rows else _Text(otherwise)


def _title(task: Task) -> str:
    return task.title.strip() or "(chưa đặt tên)"


def _document(one: Document) -> str:
    said = f"{one.kind} {one.number}"
    if one.issued:
        said += f" ngày {show_day(one.issued)}"
    if one.issuer:
        said += f" của {one.issuer}"
    return f"{said}: {one.title}" if one.title else said


def _span(start: date | None, end: date | None) -> str:
    if start and end and start != end:
        return f"{show_day(start)} – {show_day(end)}"
    return show_day(start) if start else ""


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _percent(count: int, of: int) -> str:
    return f"{count * 100 // of}%"  # never 100 before all of it is done


class _Letterhead(msgspec.Struct, frozen=True):
    organisation: str
    above: str
    """The organisation that the report goes to; dots where the desk does not know it."""
    day: str
    title: str
    as_of: str


def _letterhead(figures: Figures) -> _Letterhead:
    campaign, today = figures.campaign, figures.today
    unit = _unit(campaign)
    month = f"{today.month:02}" if today.month < 3 else str(today.month)  # as the decree has it
    return _Letterhead(
        organisation=_clean(unit.name if unit else campaign.organisation) or _DOTS,
        above=_clean(unit.parent if unit else "") or _DOTS,
        day=f"{_DOTS}, ngày {today.day:02} tháng {month} năm {today.year}",
        title=f"Kết quả đợt truyền thông “{campaign.name}”",
        as_of=f"(Số liệu tính đến ngày {show_day(today)})",
    )


def _unit(campaign: Campaign) -> Unit | None:
    """Give the unit that the campaign's organisation is, by its name or short name."""
    wanted = identity(campaign.organisation)
    names = ((unit, (identity(unit.name), identity(unit.short))) for unit in campaign.units)
    return next((unit for unit, known in names if wanted and wanted in known), None)


# ---------------------------------------------------------------- as plain text


def report_text(figures: Figures) -> str:
    """Give the report as plain text, no line wider than 80 columns."""
    head = _letterhead(figures)
    above = () if head.above == _DOTS else (head.above.upper(),)
    lines = _side_by_side((*above, head.organisation.upper(), "-------"), (*_MOTTO, "-------"))
    lines += ["", *_side_by_side((f"Số: {_DOTS}/BC",), (head.day,))]
    lines += ["", *_centred("BÁO CÁO"), *_centred(head.title), *_centred(head.as_of)]
    lines += ["", *_centred(f"Kính gửi: {head.above}")]
    for block in _content(figures):
        lines += ["", *_as_text(block)]
    receivers = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    signed = (f"TM. {_DOTS}", "(Ký, ghi rõ họ tên, đóng dấu)")
    lines += ["", *_side_by_side(receivers, signed, centred_left=False)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _as_text(block: _Block) -> list[str]:
    match block:
        case _Heading() | _Text():
            return _wrapped(block.text, WIDTH)
        case _Points():
            return [line for item in block.items for line in _point(item)]
        case _Table():
            return _drawn(block)


def _point(item: str) -> list[str]:
    lines = _wrapped(item, WIDTH - 2)
    return [f"{'  ' if n else '- '}{line}" for n, line in enumerate(lines)]


def _side_by_side(
    left: Sequence[str], right: Sequence[str], *, centred_left: bool = True
) -> list[str]:
    """Set two columns beside each other, as the head and the foot of a letter have them."""
    half = WIDTH // 2 - 1
    one = [line for text in left for line in _wrapped(text, half)]
    other = [line for text in right for line in _wrapped(text, half)]
    longer = max(len(one), len(other))
    one += [""] * (longer - len(one))
    other += [""] * (longer - len(other))
    put = _centre if centred_left else _left
    return [f"{put(a, half)}  {_centre(b, half)}" for a, b in zip(one, other, strict=True)]


def _centred(text: str) -> list[str]:
    return [_centre(line, WIDTH) for line in _wrapped(text, WIDTH - 8)]


def _drawn(table: _Table) -> list[str]:
    widths = _widths(table)
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    rows = [
        [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for row in table.rows
    ]
    heads = [_wrapped(head, width) for head, width in zip(table.heads, widths, strict=True)]
    lines = [rule, *_row(heads, widths, frozenset())]
    before = 2
    for row in rows:
        height = max(map(len, row))
        if height > 1 or before > 1:  # else one does not see where a row of several lines ends
            lines.append(rule)
        lines += _row(row, widths, table.numbers)
        before = height
    return [*lines, rule]


def _row(
    cells: Sequence[Sequence[str]], widths: Sequence[int], numbers: frozenset[int]
) -> Iterator[str]:
    for n in range(max(map(len, cells))):
        shown = (
            (_right if column in numbers else _left)(cell[n] if n < len(cell) else "", width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        yield "| " + " | ".join(shown) + " |"


def _widths(table: _Table) -> list[int]:
    """Give each column the width it wants; where there is no room, the widest give way."""
    room = WIDTH - 3 * len(table.heads) - 1
    columns = zip(table.heads, *table.rows, strict=True)
    widths = [max(min(_cells(_clean(cell)), room) for cell in column) for column in columns]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return [max(width, 1) for width in widths]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells, at least one; between words if it can."""
    clean = _clean(text)
    if _cells(clean) <= width:
        return [clean]
    lines = [""]
    taken = 0
    for word in clean.split(" "):
        for piece in _broken(word, width):
            size = _cells(piece)
            if lines[-1] and taken + 1 + size <= width:
                lines[-1] += f" {piece}"
                taken += 1 + size
            else:
                lines.append(piece)
                taken = size
    return lines[1:]


def _broken(word: str, width: int) -> Iterator[str]:
    """Break a word that is wider than a line."""
    start = taken = 0
    for place, char in enumerate(word):
        size = _cell(char)
        if taken + size > width:
            yield word[start:place]
            start, taken = place, 0
        taken += size
    yield word[start:]


def _clean(text: str) -> str:
    """Give a text composed and on one line, without characters that nobody sees."""
    line = " ".join(nfc(text).split())
    if line.isprintable():
        return line
    return " ".join("".join(filter(str.isprintable, line)).split())


def _cells(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_cell, text))


class _Cells(dict[str, int]):
    """How many cells of a terminal each character takes; filled as characters are met."""

    def __missing__(self, char: str) -> int:
        if unicodedata.category(char) in ("Mn", "Me"):
            size = 0
        else:
            size = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = size
        return size


_cell: Final = _Cells().__getitem__


def _left(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _cells(text)) + text


def _centre(text: str, width: int) -> str:
    before = (width - _cells(text)) // 2
    return _left(" " * before + text, width)


# ---------------------------------------------------------------- as Markdown


_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>|~&$]")
"""What Markdown takes for more than a character, wherever it stands …"""
_OPENERS: Final = re.compile(r"(?=[#+=-])|(?<=\d)(?=[.)])")
"""… and at the beginning of a paragraph or point, where it would open a list or a heading."""
_OPENING: Final = re.compile(r"#{1,6}|[+=-]+|\d+[.)]")


def report_markdown(figures: Figures) -> str:
    """Give the report as Markdown, with the tables of GitHub's kind."""
    head = _letterhead(figures)
    blocks = [
        f"**{_marked(head.organisation.upper())}**",
        f"**{_MOTTO[0]}**  \n{_MOTTO[1]}",
        f"Số: {_DOTS}/BC",
        f"*{_marked(head.day)}*",
        "# BÁO CÁO",
        f"**{_marked(head.title)}**",
        _marked(head.as_of),
        f"Kính gửi: {_marked(head.above)}",
        *map(_as_markdown, _content(figures)),
        "**Nơi nhận:**",
        "- Như trên;\n- Lưu: VT.",
        f"**TM. {_DOTS}**  \n*(Ký, ghi rõ họ tên, đóng dấu)*",
    ]
    return "\n\n".join(blocks) + "\n"


def _as_markdown(block: _Block) -> str:
    match block:
        case _Heading():
            return f"{'#' * (block.level + 1)} {_marked(block.text)}"
        case _Text():
            return _as_paragraph(block.text)
        case _Points():
            return "\n".join(f"- {_as_paragraph(item)}" for item in block.items)
        case _Table():
            sides = ("---:" if n in block.numbers else "---" for n in range(len(block.heads)))
            rows = (block.heads, tuple(sides), *(tuple(map(_marked, row)) for row in block.rows))
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", _clean(text))


def _as_paragraph(text: str) -> str:
    """Give a text for where Markdown looks for lists and headings."""
    marked = _marked(text)
    found = _OPENING.match(marked)
    if not found:
        return marked
    return _OPENERS.sub(r"\\", found[0]) + marked[found.end() :]


# ---------------------------------------------------------------- the plan as a table


COLUMNS: Final = (
    *("id", "phase", "title", "due", "time", "owner", "priority", "status", "overdue"),
    *("strand", "unit", "milestone", "channels", "audiences", "levels", "topics", "goals"),
    *("articles", "headlines", "done", "notes"),
)
"""The columns of the plan, called as in JSON; lists are parted by “; ”."""


def plan_csv(figures: Figures) -> bytes:
    """Give the plan as a CSV file for spreadsheets, a row a task: UTF-8 with its mark (BOM).

    A text that begins with = + - or @ would be run as a formula: it gets an apostrophe before it,
    and so does one that begins with an apostrophe or a white character. Whoever reads the file
    with a program takes one apostrophe off the beginning of a cell.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for task in figures.tasks:
        found = [figures.articles[one] for one in task.articles if one in figures.articles]
        cells = {
            "id": task.id,
            "phase": task.phase,
            "title": task.title,
            "due": task.due,
            "time": task.due_time,
            "owner": task.owner,
            "priority": task.priority,
            "status": task.status,
            "overdue": "yes" if task.is_overdue(figures.today) else "no",
            "strand": task.strand,
            "unit": task.unit,
            "milestone": task.milestone,
            "channels": task.channels,
            "audiences": task.audiences,
            "levels": task.levels,
            "topics": task.topics,
            "goals": task.goals,
            "articles": task.articles,
            "headlines": [article.title for article in found],
            "done": task.done,
            "notes": task.notes,
        }
        table.writerow([_cell_text(cells[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return harmless(text)
