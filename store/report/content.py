"""The content of a report: its letterhead, and its three parts in blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

import msgspec

from store.campaigns.documents import citation
from store.campaigns.gaps import NO_DAY
from store.campaigns.matrix import Row, State, pieces
from store.campaigns.rumours import Entry
from store.dates.lunar_days import lunar_day_named
from store.ledger import LedgerEntry
from store.records import Campaign, Status, Task, Unit
from store.report.blocks import DOTS, NOTHING, Block, Heading, Points, Text, clean, percent, table
from store.report.figures import Figures
from store.text import identity, show_day, show_number

MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_MOST_GAPS: Final = 10
_VERDICTS: Final = {
    "": "chưa kiểm tra",
    "false": "sai sự thật",
    "partly": "đúng một phần",
    "true": "đúng",
}
_AHEAD: Final = timedelta(days=14)


def content(figures: Figures) -> Iterator[Block]:
    """Yield the blocks of the report, part by part."""
    yield Heading(1, "I. TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO")
    yield from _situation(figures)
    yield Heading(1, "II. KẾT QUẢ THỰC HIỆN")
    yield from _numbered(
        ("Theo giai đoạn", _by_phase(figures)),
        ("Theo kênh", _by_channel(figures)),
        ("Chủ đề đã đồng bộ", _in_sync(figures)),
        ("Mức đạt các yêu cầu", _requirements(figures)),
        ("Chỉ tiêu", _quotas(figures)),
        ("Tin, bài đã phát", _out(figures)),
        ("Đẩy lùi thông tin tiêu cực", _claims(figures)),
        ("Vụ việc bảo vệ quyền lợi", _cases(figures)),
    )
    yield Heading(1, "III. TỒN TẠI VÀ PHƯƠNG HƯỚNG")
    yield from _numbered(
        ("Việc quá hạn", _overdue(figures)),
        ("Chủ đề chưa đồng bộ", _not_in_sync(figures)),
        ("Kênh còn trống", _gaps(figures)),
        ("Phương hướng", _ahead(figures)),
    )


def _numbered(*parts: tuple[str, Iterable[Block]]) -> Iterator[Block]:
    for place, (title, blocks) in enumerate(parts, 1):
        yield Heading(2, f"{place}. {title}")
        yield from blocks


def _situation(figures: Figures) -> Iterator[Block]:
    campaign = figures.campaign
    lists = (
        (len(campaign.topics), "chủ đề"),
        (len(campaign.channels), "kênh"),
        (len(campaign.audiences), "nhóm đối tượng"),
        (len(campaign.units), "đơn vị"),
    )
    scope = ", ".join(f"{show_number(count)} {what}" for count, what in lists if count)
    about = (
        ("Đợt truyền thông", campaign.name),
        ("Thời gian", _span(campaign.start, campaign.end)),
        ("Khẩu hiệu", campaign.slogan),
        ("Mạch nội dung", "; ".join(campaign.strands)),
        ("Phạm vi", scope),
    )
    yield Points(tuple(f"{name}: {value}" for name, value in about if value.strip()))
    if campaign.documents:
        yield Text("Văn bản làm căn cứ:")
        yield Points(
            tuple(
                f"{citation(one)}: {one.title}" if one.title else citation(one)
                for one in campaign.documents
            )
        )
    found = figures.progress
    if found.total:
        phases = sum(bool(phase.tasks) for phase in figures.phases)
        yield Text(
            f"Kế hoạch có {show_number(found.total)} việc, chia {show_number(phases)} giai đoạn. "
            f"Đến ngày {show_day(figures.today)} đã xong {show_number(found.done)} việc "
            f"({percent(found.done, found.total)}), quá hạn {show_number(found.overdue)} việc."
        )
    else:
        yield Text("Kế hoạch chưa có việc nào.")
    if cascading := [task for task in figures.tasks if task.cascades]:
        words = sum(len(task.acks) for task in cascading)
        yield Text(
            f"{show_number(len(cascading))} việc được giao xuống các cấp; "
            f"đã có {show_number(words)} lượt đơn vị xác nhận."
        )


def _by_phase(figures: Figures) -> Iterator[Block]:
    rows = []
    for phase in figures.phases:
        if phase.tasks:
            counts = Counter(task.status for task in phase.tasks)
            late = sum(task.is_overdue(figures.today) for task in phase.tasks)
            total = len(phase.tasks)
            numbers = (total, counts["done"], counts["doing"], late)
            share = percent(counts["done"], total)
            rows.append((phase.name or NOTHING, *map(show_number, numbers), share))
    heads = ("Giai đoạn", "Số việc", "Đã xong", "Đang làm", "Quá hạn", "Tỷ lệ")
    yield table(heads, rows, "Chưa có việc nào.", numbers=range(1, 6))


def _by_channel(figures: Figures) -> Iterator[Block]:
    out: Counter[str] = Counter()
    ready: Counter[str] = Counter()
    rest: Counter[str] = Counter()
    for piece in pieces(figures.tasks, figures.articles, figures.outs):
        for channel in piece.tags("channels"):
            state = piece.state_in(channel)
            into = out if state is State.OUT else ready if state is State.APPROVED else rest
            into[channel] += 1
    groups = {channel.name: channel.group for channel in figures.campaign.channels}
    others = sorted((out | ready | rest).keys() - groups.keys())
    rows = [
        (groups.get(name) or NOTHING, name, *(show_number(n[name]) for n in (out, ready, rest)))
        for name in (*groups, *others)
    ]
    heads = ("Nhóm", "Kênh", "Đã phát", "Sẵn sàng", "Dự kiến")
    yield table(heads, rows, "Chưa kênh nào được khai báo.", numbers=range(2, 5))


def _in_sync(figures: Figures) -> Iterator[Block]:
    rows = figures.matrix.rows
    if not rows:
        yield Text("Chưa chủ đề nào được khai báo.")
        return
    one, other = figures.campaign.sync_groups
    yield Text(
        f"{show_number(figures.matrix.in_sync)}/{show_number(len(rows))} chủ đề đồng bộ: "
        f"đã phát ít nhất một bản thuộc nhóm “{one}” và một bản thuộc nhóm “{other}”, "
        f"cách nhau không quá {show_number(figures.campaign.sync_hours)} giờ."
    )
    if names := tuple(row.label for row in rows if row.sync.is_met):
        yield Points(names)


def _requirements(figures: Figures) -> Iterator[Block]:
    rows = [
        (score.name, *map(show_number, (score.value, score.of)), percent(score.value, score.of))
        for score in figures.scores
        if score.of
    ]
    yield table(
        ("Yêu cầu", "Đạt", "Trên", "Tỷ lệ"), rows, "Chưa có gì để tính.", numbers=range(1, 4)
    )


def _quotas(figures: Figures) -> Iterator[Block]:
    rows = [
        (part.label, *map(show_number, (part.value, part.of)), "đạt" if part.is_met else "chưa đạt")
        if part.is_weighed
        else (part.label, NOTHING, NOTHING, "chưa tính" if part.kind else "không tính")
        for score in figures.scores
        for part in score.parts
    ]
    heads = ("Chỉ tiêu", "Thực hiện", "Trên", "Kết quả")
    yield table(heads, rows, "Chưa đặt chỉ tiêu nào.", numbers=range(1, 3))


def _claims(figures: Figures) -> Iterator[Block]:
    claims = figures.claims
    if claims:
        answered = [one for one in claims if not one.is_open]
        in_time = sum(not one.is_late for one in answered)
        yield Text(
            f"Đã ghi nhận {show_number(len(claims))} thông tin; đã có bài trả lời "
            f"{show_number(len(answered))}, trong đó đúng hạn {show_number(in_time)}; "
            f"còn {show_number(len(claims) - len(answered))} chưa trả lời."
        )
    rows = [
        (
            show_day(one.rumour.seen.date()),
            one.rumour.claim,
            _VERDICTS[one.rumour.verdict],
            _answered(one),
        )
        for one in sorted(claims, key=lambda one: one.rumour.seen)
    ]
    heads = ("Ngày thấy", "Nội dung", "Kiểm tra", "Trả lời")
    yield table(heads, rows, "Không ghi nhận thông tin tiêu cực.")


def _answered(entry: Entry) -> str:
    if entry.is_open:
        return "quá hạn" if entry.is_late else "chưa"
    late = ", quá hạn" if entry.is_late else ""
    return f"sau {show_number(max(round(entry.hours), 1))} giờ{late}"


def _cases(figures: Figures) -> Iterator[Block]:
    rows = [
        (
            case.article.title or "(chưa có tít)",
            f"{show_day(case.next.follow_up.day)}: {case.next.follow_up.what}"
            if case.next
            else NOTHING,
            case.article.outcome or "đang theo dõi",
        )
        for case in figures.cases
    ]
    yield table(("Vụ việc", "Theo dõi tiếp", "Kết quả"), rows, "Không có vụ việc nào.")


def _out(figures: Figures) -> Iterator[Block]:
    rows = [
        (
            show_day(entry.at.date()),
            entry.channel or NOTHING,
            entry.headline or "(chưa có tít)",
            _byline(figures, entry) or NOTHING,
        )
        for entry in figures.posts
    ]
    if rows:
        pieces = len({entry.piece for entry in figures.posts})
        bare = sum(not entry.has_text for entry in figures.posts)
        without = f"; {show_number(bare)} lượt ghi sổ không kèm văn bản" if bare else ""
        yield Text(
            f"Tổng cộng {show_number(pieces)} tin, bài, việc; "
            f"{show_number(len(rows))} lượt phát{without}."
        )
    yield table(("Ngày", "Kênh", "Tít", "Tác giả"), rows, "Chưa tin, bài nào được phát.")
    withdrawn = sum(one.status is Status.WITHDRAWN for one in figures.articles.values())
    if withdrawn:
        yield Text(f"Đã gỡ {show_number(withdrawn)} tin, bài; số này không tính ở trên.")


def _byline(figures: Figures, entry: LedgerEntry) -> str:
    article = figures.articles.get(entry.piece)
    return article.byline if article else ""


def _overdue(figures: Figures) -> Iterator[Block]:
    late = [task for task in figures.tasks if task.is_overdue(figures.today)]
    yield _task_table(late, "Không có việc quá hạn.")


def _task_table(tasks: Iterable[Task], otherwise: str) -> Block:
    ordered = sorted(tasks, key=lambda task: task.due or date.max)
    rows = [
        (
            _due(task),
            task.title.strip() or "(chưa đặt tên)",
            task.owner or task.unit or NOTHING,
        )
        for task in ordered
    ]
    return table(("Hạn", "Việc", "Phụ trách"), rows, otherwise)


def _due(task: Task) -> str:
    """Return the day of a task; a lunar day is named, too."""
    if task.due is None:
        return NOTHING
    is_lunar = not task.offset and lunar_day_named(task.anchor)
    return f"{show_day(task.due)} ({task.anchor})" if is_lunar else show_day(task.due)


def _not_in_sync(figures: Figures) -> Iterator[Block]:
    rows = [(row.label, _lacking(row)) for row in figures.matrix.rows if not row.sync.is_met]
    yield table(("Chủ đề", "Còn thiếu"), rows, "Không có.")


def _lacking(row: Row) -> str:
    if row.sync.missing:
        return "; ".join(row.sync.missing)
    return f"đủ bản, nhưng phát lệch nhau quá quy định {show_number(row.sync.late_hours)} giờ"


def _gaps(figures: Figures) -> Iterator[Block]:
    shown = figures.gaps[:_MOST_GAPS]
    if len(figures.gaps) > len(shown):
        yield Text(
            f"Còn {show_number(len(figures.gaps))} chỗ chủ đề chưa có gì trên kênh; "
            f"{show_number(len(shown))} chỗ gấp nhất:"
        )
    rows = [(gap.row, gap.column, _days_left(gap.days_left)) for gap in shown]
    yield table(("Chủ đề", "Kênh", "Thời gian còn lại"), rows, "Không có.")


def _days_left(days: int) -> str:
    if days == NO_DAY:
        return "chưa rõ"
    return f"{show_number(days)} ngày" if days >= 0 else f"quá {show_number(-days)} ngày"


def _ahead(figures: Figures) -> Iterator[Block]:
    steps = []
    if late := figures.progress.overdue:
        steps.append(f"Làm dứt điểm {show_number(late)} việc quá hạn, việc cũ nhất trước.")
    if missing := [row.label for row in figures.matrix.rows if not row.sync.is_met]:
        first = "; ".join(missing[:3])
        steps.append(
            f"Bổ sung bản phát cho {show_number(len(missing))} chủ đề chưa đồng bộ, "
            f"trước hết: {first}."
        )
    if figures.gaps:
        steps.append(
            f"Giao người lấp {show_number(len(figures.gaps))} chỗ còn trống trên các kênh."
        )
    yield Points(tuple(steps) or ("Giữ nhịp công việc theo kế hoạch đã ban hành.",))
    until = figures.today + min(_AHEAD, date.max - figures.today)
    soon = [t for t in figures.tasks if not t.done and t.due and figures.today <= t.due <= until]
    if soon:
        yield Text(f"Việc đến hạn trong {_AHEAD.days} ngày tới:")
        yield _task_table(soon, "")


def _span(start: date | None, end: date | None) -> str:
    if start and end and start != end:
        return f"{show_day(start)} – {show_day(end)}"
    return show_day(start) if start else ""


class Letterhead(msgspec.Struct, frozen=True):
    """The letterhead of a report."""

    organisation: str
    above: str
    """The organisation that the report is addressed to; dots if it is unknown."""
    day: str
    title: str
    as_of: str


def letterhead(figures: Figures) -> Letterhead:
    """Return the letterhead of a report."""
    campaign, today = figures.campaign, figures.today
    unit = _unit(campaign)
    month = f"{today.month:02}" if today.month < 3 else str(today.month)  # as the decree has it
    return Letterhead(
        organisation=clean(unit.name if unit else campaign.organisation) or DOTS,
        above=clean(unit.parent if unit else "") or DOTS,
        day=f"{DOTS}, ngày {today.day:02} tháng {month} năm {today.year}",
        title=f"Kết quả chiến dịch “{campaign.name}”",
        as_of=f"(Số liệu tính đến ngày {show_day(today)})",
    )


def _unit(campaign: Campaign) -> Unit | None:
    """Return the unit that is the campaign's organisation, by its name or short name."""
    wanted = identity(campaign.organisation)
    names = ((unit, (identity(unit.name), identity(unit.short))) for unit in campaign.units)
    return next((unit for unit, known in names if wanted and wanted in known), None)
