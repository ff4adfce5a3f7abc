"""The content of a report: its three parts in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from store.campaign_records import Task, Unit
from store.campaigns import numbers
from store.campaigns.acknowledgements import acknowledged
from store.campaigns.counted import Item, Number, Part
from store.campaigns.documents import citation
from store.campaigns.gaps import NO_DAY
from store.campaigns.matrix import Row, State
from store.campaigns.numbers import all_of
from store.campaigns.quotas import Period
from store.dates.lunar_days import lunar_day_named
from store.dates.zone import local_day
from store.errors import N_, Finding, finding
from store.ledger import LedgerEntry
from store.report import logs
from store.report.blocks import (
    NOTHING,
    Block,
    Heading,
    Inline,
    Measure,
    Points,
    Text,
    percent,
    table,
    told,
)
from store.report.coverage import Coverage
from store.report.figures import Figures
from store.text import show_day, show_number

_MOST_GAPS: Final = 10
_UNITS_NAMED: Final = 5
_AHEAD: Final = timedelta(days=14)
_HAVE: Final = {
    State.EMPTY: "chưa có gì",
    State.PLANNED: "dự kiến",
    State.WRITING: "đang viết",
    State.APPROVED: "sẵn sàng",
}


def content(figures: Figures) -> Iterator[Block]:
    """Yield the blocks of the report, part by part."""
    yield Heading(1, "I. TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO")
    yield from _situation(figures)
    yield Heading(1, "II. KẾT QUẢ THỰC HIỆN")
    coverage = Coverage(figures)
    yield from _numbered(
        ("Theo giai đoạn", _by_phase(figures)),
        ("Theo kênh", coverage.by_channel()),
        ("Theo mục tiêu", coverage.by_goal()),
        ("Theo đối tượng", coverage.by_audience()),
        ("Theo cấp", coverage.by_level()),
        ("Theo đơn vị", coverage.by_unit()),
        ("Theo thông điệp", coverage.by_message()),
        ("Chủ đề đã đồng bộ", _in_sync(figures)),
        ("Mức đạt các yêu cầu", _requirements(figures)),
        ("Chỉ tiêu", _quotas(figures)),
        ("Tin, bài đã phát", _out(figures)),
        ("Nhanh nhạy, kịp thời", _timeliness(figures)),
        ("Đẩy lùi thông tin tiêu cực", logs.claims(figures)),
        ("Trả lời câu hỏi", logs.questions(figures)),
        ("Vụ việc bảo vệ quyền lợi", logs.cases(figures)),
    )
    yield Heading(1, "III. TỒN TẠI VÀ PHƯƠNG HƯỚNG")
    yield from _numbered(
        ("Việc quá hạn", _overdue(figures)),
        ("Chủ đề chưa đồng bộ", _not_in_sync(figures)),
        ("Chỗ chưa phát", _gaps(figures)),
        *((("Cho qua dù bị chặn", logs.overrides(figures)),) if figures.overrides else ()),
        ("Phương hướng", _ahead(figures)),
    )


def _numbered(*parts: tuple[str, Iterable[Block]]) -> Iterator[Block]:
    for place, (title, blocks) in enumerate(parts, 1):
        yield Heading(2, f"{place}. {title}")
        yield from blocks


def _situation(figures: Figures) -> Iterator[Block]:
    campaign = figures.campaign
    lists = (
        (campaign.topics, "chủ đề"),
        ([one.name for one in campaign.channels], "kênh"),
        ([one.name for one in campaign.audiences], "nhóm đối tượng"),
        ([one.name for one in campaign.units], "đơn vị"),
    )
    counts = [told(f"{{}} {what}", _named_ones(names)) for names, what in lists if names]
    scope = told(", ".join("{}" for _count in counts), *counts)
    about: tuple[tuple[str, Inline], ...] = (
        ("Đợt truyền thông", campaign.name),
        ("Thời gian", _span(campaign.start, campaign.end)),
        ("Khẩu hiệu", campaign.slogan),
        ("Tuyến nội dung", "; ".join(campaign.strands)),
        ("Phạm vi", scope),
    )
    shown = (told(f"{name}: {{}}", value) for name, value in about if str(value).strip())
    yield Points(tuple(shown))
    if campaign.documents:
        yield Text("Văn bản làm căn cứ:")
        yield Points(
            tuple(
                f"{citation(one)}: {one.title}" if one.title else citation(one)
                for one in campaign.documents
            )
        )
    if tasks := figures.tasks:
        yield Text(
            told(
                "Kế hoạch có {} việc, chia {} giai đoạn. Đến ngày {} đã xong {} việc ({}), "
                "quá hạn {} việc.",
                all_of(figures.done.items),
                _named_ones(phase.name for phase in figures.phases if phase.tasks),
                show_day(figures.today),
                figures.done,
                percent(figures.done, len(tasks)),
                figures.overdue,
            )
        )
    else:
        yield Text("Kế hoạch chưa có việc nào.")
    yield from _cascades(figures)


def _cascades(figures: Figures) -> Iterator[Block]:
    """Yield where the chain of units stops: who has not acknowledged, who has not done it."""
    cascading = [task for task in figures.tasks if task.cascades]
    if not cascading:
        return
    found = [acknowledged(task, figures.campaign) for task in cascading]
    words = _units_of(cascading, [one.acked for one in found])
    done = _units_of(cascading, [one.done for one in found])
    yield Text(
        told(
            "{} việc được giao xuống các cấp; đã có {} lượt đơn vị xác nhận, "
            "{} lượt đơn vị làm xong.",
            Number(tuple(Item(records=(task.id,)) for task in cascading)),
            words,
            done,
        )
    )
    rows: list[tuple[Inline, ...]] = [
        (
            task.title.strip() or "(chưa đặt tên)",
            _named_ones(unit.name for unit in one.units),
            told("{}{}", _named_ones(unit.name for unit in one.silent), _named(one.silent)),
            told("{}{}", _named_ones(unit.name for unit in one.not_done), _named(one.not_done)),
        )
        for task, one in zip(cascading, found, strict=True)
    ]
    heads = ("Việc giao xuống", "Số đơn vị", "Chưa xác nhận", "Xác nhận, chưa làm xong")
    yield table(heads, rows, "", numbers=(1,))


def _named_ones(names: Iterable[str]) -> Number:
    return Number(tuple(Item(name) for name in names))


def _units_of(tasks: Sequence[Task], units: Sequence[Iterable[str]]) -> Number:
    """Return how many units there are in all, each with its task."""
    named = ((task, name) for task, names in zip(tasks, units, strict=True) for name in names)
    return Number(tuple(Item(name, (task.id,)) for task, name in named))


def _named(units: Sequence[Unit]) -> str:
    names = [unit.short or unit.name for unit in units[:_UNITS_NAMED]]
    more = len(units) - len(names)
    listed = "; ".join(names) + (f"; và {show_number(more)} đơn vị khác" if more else "")
    return f": {listed}" if listed else ""


def _by_phase(figures: Figures) -> Iterator[Block]:
    rows: list[tuple[Inline, ...]] = []
    for phase in figures.phases:
        if tasks := phase.tasks:
            finished = numbers.done(tasks)
            going = numbers.tasks_in(tasks, _why_not_doing)
            late = numbers.overdue(tasks, figures.now)
            counts = (all_of(finished.items), finished, going, late)
            rows.append((phase.name or NOTHING, *counts, percent(finished, len(tasks))))
    heads = ("Giai đoạn", "Số việc", "Đã xong", "Đang làm", "Quá hạn", "Tỷ lệ")
    yield table(heads, rows, "Chưa có việc nào.", numbers=range(1, 6))


def _why_not_doing(task: Task) -> Finding | None:
    if task.status == "doing":
        return None
    return finding(N_("ticked") if task.done else N_("not begun"))


def _in_sync(figures: Figures) -> Iterator[Block]:
    rows = figures.matrix.rows
    if not rows:
        yield Text("Chưa chủ đề nào được khai báo.")
        return
    one, other = figures.campaign.sync_groups
    yield Text(
        told(
            "{}/{} chủ đề đồng bộ: một thông điệp đã phát ít nhất một bản thuộc nhóm “{}” và một "
            "bản thuộc nhóm “{}”, cách nhau không quá {} giờ.",
            figures.in_sync,
            all_of(figures.in_sync.items),
            one,
            other,
            show_number(figures.campaign.sync_hours),
        )
    )
    if names := tuple(row.label for row in rows if row.sync.is_met):
        yield Points(names)


def _requirements(figures: Figures) -> Iterator[Block]:
    rows: list[tuple[Inline, ...]] = []
    for one in figures.scores:
        if one.of:
            weighed = all_of(item for item in one.items if item.weighs)
            beside = (one.beside(State.APPROVED), one.beside(State.PLANNED, State.WRITING))
            counts = (one, weighed, *map(all_of, beside))
            rows.append((one.name, percent(one, one.of), *counts))
    heads = ("Yêu cầu", "Tỷ lệ", "Đạt", "Trên", "Sẵn sàng", "Dự kiến")
    yield table(heads, rows, "Chưa có gì để tính.", numbers=range(1, 6))


def _quotas(figures: Figures) -> Iterator[Block]:
    rows = [
        (part.label, *_reached(part), _result(part))
        for score in figures.scores
        for part in score.parts
    ]
    heads = ("Chỉ tiêu", "Thực hiện", "Trên", "Kết quả")
    yield table(heads, rows, "Chưa đặt chỉ tiêu nào.", numbers=range(1, 3))


def _reached(part: Part) -> tuple[Inline, Inline]:
    if not part.is_weighed:
        return NOTHING, NOTHING
    value: Inline = part if part.typed is None else show_number(part.typed)
    if part.target is None:
        return value, all_of(item for item in part.items if item.weighs)
    return value, show_number(part.target)


def _result(part: Part) -> Inline:
    """Return whether a quota is met, and how far the day or week has come that is not over."""
    if part.is_weighed:
        result = "đạt" if part.is_met else "chưa đạt"
    else:
        result = "chưa tính" if part.kind else "không tính"
    if part.under_way is None:
        return result
    now = [Item(records=(one,)) for item in part.items if not item.weighs for one in item.records]
    when = "hôm nay" if part.per is Period.DAY else "tuần này"
    return told(f"{result}; {when} {{}}/{{}}", Number(tuple(now)), show_number(part.under_way[1]))


def _out(figures: Figures) -> Iterator[Block]:
    rows = [
        (
            show_day(local_day(entry.at)),
            entry.channel or NOTHING,
            entry.headline or "(chưa có tít)",
            _byline(figures, entry) or NOTHING,
        )
        for entry in figures.posts
    ]
    if rows:
        with_text, new = finding(N_("with its text")), finding(N_("no correction"))
        posts = [(Item(_post(one), (one.piece,)), one) for one in figures.posts]
        bare = (replace(item, why=with_text if one.has_text else None) for item, one in posts)
        notices = (
            replace(item, why=None if _is_correction(figures, one) else new) for item, one in posts
        )
        pieces = dict.fromkeys(entry.piece for entry in figures.posts)
        yield Text(
            told(
                "Tổng cộng {} tin, bài, việc; {} lượt phát{}{}.",
                Number(tuple(Item(records=(one,)) for one in pieces)),
                Number(tuple(item for item, _entry in posts)),
                _if_any("; {} lượt ghi sổ không kèm văn bản", Number(tuple(bare))),
                _if_any("; {} lượt là đính chính", Number(tuple(notices))),
            )
        )
    yield table(("Ngày", "Kênh", "Tít", "Tác giả"), rows, "Chưa tin, bài nào được phát.")
    withdrawn = Number(tuple(Item(records=(one,)) for one in sorted(figures.withdrawn)))
    if withdrawn.value:
        yield Text(told("Đã gỡ {} tin, bài; số này không tính ở trên.", withdrawn))


def _if_any(words: str, number: Number) -> Inline:
    return told(words, number) if number.value else ""


def _is_correction(figures: Figures, entry: LedgerEntry) -> bool:
    article = figures.articles.get(entry.piece)
    return article is not None and article.corrects is not None


def _post(entry: LedgerEntry) -> str:
    """Return the day and channel of an entry of the ledger."""
    return f"{show_day(local_day(entry.at))} {entry.channel}".strip()


def _timeliness(figures: Figures) -> Iterator[Block]:
    in_time = finding(N_("in time"))
    if figures.timeliness:
        norm = show_number(figures.campaign.news_hours)
        yield Text(f"Số giờ từ lúc diễn ra sự việc đến lúc phát lần đầu; định mức {norm} giờ.")
    rows: list[tuple[Inline, ...]] = []
    for one in figures.timeliness:
        late = Number(tuple(replace(i, why=None if i.why else in_time) for i in one.items))
        hours = (Measure(one.items, show_number(round(n))) for n in (one.median, one.worst))
        rows.append((one.channel or NOTHING, all_of(one.items), *hours, late))
    heads = ("Kênh", "Số tin, bài", "Trung vị (giờ)", "Chậm nhất (giờ)", "Quá định mức")
    yield table(heads, rows, "Chưa tin, bài nào ghi giờ diễn ra.", numbers=range(1, 5))


def _byline(figures: Figures, entry: LedgerEntry) -> str:
    article = figures.articles.get(entry.piece)
    return article.byline if article else ""


def _overdue(figures: Figures) -> Iterator[Block]:
    late = [task for task in figures.tasks if task.is_overdue(figures.now)]
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
    if gaps := figures.gaps:
        in_time, more = finding(N_("not late")), finding(N_("less urgent"))
        late = numbers.gaps_of(figures.matrix, gaps, lambda one: None if one.is_late else in_time)
        first = numbers.gaps_of(figures.matrix, gaps, lambda one: None if one in shown else more)
        is_cut = len(gaps) > len(shown)
        yield Text(
            told(
                "Còn {} chỗ chủ đề chưa phát trên kênh, trong đó {} chỗ chưa có gì, "
                "{} chỗ quá hạn{}",
                all_of(late.items),
                figures.empty,
                late,
                told("; {} chỗ gấp nhất:", first) if is_cut else ".",
            )
        )
    rows = [(gap.row, gap.column, _HAVE[gap.state], _days_left(gap.days_left)) for gap in shown]
    yield table(("Chủ đề", "Kênh", "Hiện có", "Thời gian còn lại"), rows, "Không có.")


def _days_left(days: int) -> str:
    if days == NO_DAY:
        return "chưa rõ"
    return f"{show_number(days)} ngày" if days >= 0 else f"quá {show_number(-days)} ngày"


def _ahead(figures: Figures) -> Iterator[Block]:
    steps: list[Inline] = []
    late, in_sync, empty = figures.overdue, figures.in_sync, figures.empty
    if late.value:
        steps.append(told("Làm dứt điểm {} việc quá hạn, việc cũ nhất trước.", late))
    if missing := [row.label for row in figures.matrix.rows if not row.sync.is_met]:
        met = finding(N_("in sync"))
        apart = Number(tuple(replace(i, why=None if i.why else met) for i in in_sync.items))
        first = "; ".join(missing[:3])
        words = "Bổ sung bản phát cho {} chủ đề chưa đồng bộ, trước hết: {}."
        steps.append(told(words, apart, first))
    if empty.value:
        steps.append(told("Giao người lấp {} chỗ còn trống trên các kênh.", empty))
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
