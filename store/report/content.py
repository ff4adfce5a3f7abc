"""The content of a report: its letterhead, and its three parts in blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from store.campaigns.acknowledgements import acknowledged
from store.campaigns.counted import Part
from store.campaigns.documents import citation
from store.campaigns.gaps import NO_DAY
from store.campaigns.matrix import Row, State
from store.campaigns.questions import QuestionEntry
from store.campaigns.quotas import Period
from store.campaigns.rumours import Entry
from store.dates.lunar_days import lunar_day_named
from store.dates.zone import local_day
from store.ledger import LedgerEntry
from store.records import Campaign, Task, Unit
from store.report.blocks import DOTS, NOTHING, Block, Heading, Points, Text, clean, percent, table
from store.report.coverage import by_audience, by_channel, by_goal, by_level, by_unit
from store.report.figures import Figures
from store.text import identity, show_day, show_number

MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_MOST_GAPS: Final = 10
_UNITS_NAMED: Final = 5
_VERDICTS: Final = {
    "": "chưa kiểm tra",
    "false": "sai sự thật",
    "partly": "đúng một phần",
    "true": "đúng",
}
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
    yield from _numbered(
        ("Theo giai đoạn", _by_phase(figures)),
        ("Theo kênh", by_channel(figures)),
        ("Theo mục tiêu", by_goal(figures)),
        ("Theo đối tượng", by_audience(figures)),
        ("Theo cấp", by_level(figures)),
        ("Theo đơn vị", by_unit(figures)),
        ("Chủ đề đã đồng bộ", _in_sync(figures)),
        ("Mức đạt các yêu cầu", _requirements(figures)),
        ("Chỉ tiêu", _quotas(figures)),
        ("Tin, bài đã phát", _out(figures)),
        ("Nhanh nhạy, kịp thời", _timeliness(figures)),
        ("Đẩy lùi thông tin tiêu cực", _claims(figures)),
        ("Trả lời câu hỏi", _questions(figures)),
        ("Vụ việc bảo vệ quyền lợi", _cases(figures)),
    )
    yield Heading(1, "III. TỒN TẠI VÀ PHƯƠNG HƯỚNG")
    yield from _numbered(
        ("Việc quá hạn", _overdue(figures)),
        ("Chủ đề chưa đồng bộ", _not_in_sync(figures)),
        ("Chỗ chưa phát", _gaps(figures)),
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
    yield from _cascades(figures)


def _cascades(figures: Figures) -> Iterator[Block]:
    """Yield where the chain of units stops: who has not acknowledged, who has not done it."""
    cascading = [task for task in figures.tasks if task.cascades]
    if not cascading:
        return
    found = [acknowledged(task, figures.campaign) for task in cascading]
    words = sum(len(one.acked) for one in found)
    done = sum(len(one.done) for one in found)
    yield Text(
        f"{show_number(len(cascading))} việc được giao xuống các cấp; đã có {show_number(words)} "
        f"lượt đơn vị xác nhận, {show_number(done)} lượt đơn vị làm xong."
    )
    rows = [
        (
            task.title.strip() or "(chưa đặt tên)",
            show_number(len(one.units)),
            f"{show_number(len(one.silent))}{_named(one.silent)}",
            f"{show_number(len(one.not_done))}{_named(one.not_done)}",
        )
        for task, one in zip(cascading, found, strict=True)
    ]
    heads = ("Việc giao xuống", "Số đơn vị", "Chưa xác nhận", "Xác nhận, chưa làm xong")
    yield table(heads, rows, "", numbers=(1,))


def _named(units: Sequence[Unit]) -> str:
    names = [unit.short or unit.name for unit in units[:_UNITS_NAMED]]
    more = len(units) - len(names)
    listed = "; ".join(names) + (f"; và {show_number(more)} đơn vị khác" if more else "")
    return f": {listed}" if listed else ""


def _by_phase(figures: Figures) -> Iterator[Block]:
    rows = []
    for phase in figures.phases:
        if phase.tasks:
            counts = Counter(task.status for task in phase.tasks)
            late = sum(task.is_overdue(figures.now) for task in phase.tasks)
            total = len(phase.tasks)
            numbers = (total, counts["done"], counts["doing"], late)
            share = percent(counts["done"], total)
            rows.append((phase.name or NOTHING, *map(show_number, numbers), share))
    heads = ("Giai đoạn", "Số việc", "Đã xong", "Đang làm", "Quá hạn", "Tỷ lệ")
    yield table(heads, rows, "Chưa có việc nào.", numbers=range(1, 6))


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
    rows = []
    for one in figures.scores:
        if one.of:
            numbers = (one.value, one.of, one.ready, one.planned)
            share = percent(one.value, one.of)
            rows.append((one.name, share, *map(show_number, numbers)))
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


def _reached(part: Part) -> tuple[str, str]:
    if not part.is_weighed:
        return NOTHING, NOTHING
    return show_number(part.value), show_number(part.of)


def _result(part: Part) -> str:
    """Return whether a quota is met, and how far the day or week has come that is not over."""
    if part.is_weighed:
        result = "đạt" if part.is_met else "chưa đạt"
    else:
        result = "chưa tính" if part.kind else "không tính"
    if part.under_way is None:
        return result
    count, of = map(show_number, part.under_way)
    return f"{result}; {'hôm nay' if part.per is Period.DAY else 'tuần này'} {count}/{of}"


def _questions(figures: Figures) -> Iterator[Block]:
    asked = figures.questions
    if asked:
        yield Text(f"Đã ghi {show_number(len(asked))} câu hỏi; {_answers(asked, 'đã trả lời')}.")
    rows = [
        (
            show_day(local_day(one.question.asked)),
            one.question.text,
            ", ".join(filter(None, (one.question.who, one.question.where))) or NOTHING,
            one.question.answer or NOTHING,
            _answered(one),
        )
        for one in sorted(asked, key=lambda one: one.question.asked)
    ]
    heads = ("Ngày hỏi", "Câu hỏi", "Ai hỏi, ở đâu", "Trả lời", "Thời gian")
    yield table(heads, rows, "Không ghi nhận câu hỏi nào.")


def _claims(figures: Figures) -> Iterator[Block]:
    claims = figures.claims
    if claims:
        told = _answers(claims, "đã có bài trả lời")
        yield Text(f"Đã ghi nhận {show_number(len(claims))} thông tin; {told}.")
    rows = [
        (
            show_day(local_day(one.rumour.seen)),
            one.rumour.claim,
            _VERDICTS[one.rumour.verdict],
            _answered(one),
        )
        for one in sorted(claims, key=lambda one: one.rumour.seen)
    ]
    heads = ("Ngày thấy", "Nội dung", "Kiểm tra", "Trả lời")
    yield table(heads, rows, "Không ghi nhận thông tin tiêu cực.")


def _answers(entries: Sequence[Entry | QuestionEntry], done: str) -> str:
    """Return how many were answered, in time, and not yet; `done` says what answering is."""
    answered = [one for one in entries if not one.is_open]
    in_time = sum(not one.is_late for one in answered)
    return (
        f"{done} {show_number(len(answered))}, trong đó đúng hạn {show_number(in_time)}; "
        f"còn {show_number(len(entries) - len(answered))} chưa trả lời"
    )


def _answered(entry: Entry | QuestionEntry) -> str:
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
            show_day(local_day(entry.at)),
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
        known = (figures.articles.get(entry.piece) for entry in figures.posts)
        if notices := sum(one is not None and one.corrects is not None for one in known):
            without += f"; {show_number(notices)} lượt là đính chính"
        yield Text(
            f"Tổng cộng {show_number(pieces)} tin, bài, việc; "
            f"{show_number(len(rows))} lượt phát{without}."
        )
    yield table(("Ngày", "Kênh", "Tít", "Tác giả"), rows, "Chưa tin, bài nào được phát.")
    if withdrawn := len(figures.withdrawn):
        yield Text(f"Đã gỡ {show_number(withdrawn)} tin, bài; số này không tính ở trên.")


def _timeliness(figures: Figures) -> Iterator[Block]:
    if figures.timeliness:
        norm = show_number(figures.campaign.news_hours)
        yield Text(f"Số giờ từ lúc diễn ra sự việc đến lúc phát lần đầu; định mức {norm} giờ.")
    rows = [
        (
            one.channel or NOTHING,
            *map(show_number, (one.of, round(one.median), round(one.worst), one.of - one.in_time)),
        )
        for one in figures.timeliness
    ]
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
    if figures.gaps:
        late = sum(gap.is_late for gap in figures.gaps)
        is_cut = len(figures.gaps) > len(shown)
        first = f"; {show_number(len(shown))} chỗ gấp nhất:" if is_cut else "."
        yield Text(
            f"Còn {show_number(len(figures.gaps))} chỗ chủ đề chưa phát trên kênh, trong đó "
            f"{show_number(figures.matrix.empty)} chỗ chưa có gì, {show_number(late)} chỗ quá hạn"
            + first
        )
    rows = [(gap.row, gap.column, _HAVE[gap.state], _days_left(gap.days_left)) for gap in shown]
    yield table(("Chủ đề", "Kênh", "Hiện có", "Thời gian còn lại"), rows, "Không có.")


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
    if empty := figures.matrix.empty:
        steps.append(f"Giao người lấp {show_number(empty)} chỗ còn trống trên các kênh.")
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
    """The organisation above; empty if it is unknown."""
    number: str
    """The number and symbol: "Số: 12/BC-LĐLĐ"."""
    day: str
    """The place and day."""
    title: str
    as_of: str
    to: str
    """The addressee; dots if it is unknown."""
    signature: tuple[str, ...]
    """On whose behalf it is signed, and the position of who signs."""
    signer: str
    recipients: tuple[str, ...]


def letterhead(figures: Figures) -> Letterhead:
    """Return the letterhead of a report."""
    campaign, today = figures.campaign, figures.today
    unit = _unit(campaign)
    month = f"{today.month:02}" if today.month < 3 else str(today.month)  # as the decree has it
    letter = campaign.letter
    above = clean(unit.parent if unit else "")
    recipients = [clean(one).strip(" .") for one in letter.recipients.split(";")]
    listed = [one for one in recipients if one] or ["Như trên"]
    on_behalf = clean(letter.on_behalf) or ("" if letter.position else f"TM. {DOTS}")
    return Letterhead(
        organisation=clean(unit.name if unit else campaign.organisation) or DOTS,
        above=above,
        number=f"Số: {clean(figures.number) or DOTS}/{clean(letter.symbol) or _symbol(unit)}",
        to=clean(letter.to) or above or DOTS,
        signature=tuple(filter(None, (on_behalf, clean(letter.position)))),
        signer=clean(letter.signer) or "(Ký, ghi rõ họ tên, đóng dấu)",
        recipients=(*(f"- {one};" for one in listed), "- Lưu: VT."),
        day=f"{clean(letter.place) or DOTS}, ngày {today.day:02} tháng {month} năm {today.year}",
        title=f"Kết quả chiến dịch “{campaign.name}”",
        as_of=f"(Số liệu tính đến ngày {show_day(today)})",
    )


def _symbol(unit: Unit | None) -> str:
    """Return the symbol of a report: "BC-LĐLĐ" of the LĐLĐ TP Hà Nội."""
    first = clean(unit.short if unit else "").partition(" ")[0]
    return f"BC-{first}" if first.isupper() else "BC"


def _unit(campaign: Campaign) -> Unit | None:
    """Return the unit that is the campaign's organisation, by its name or short name."""
    wanted = identity(campaign.organisation)
    names = ((unit, (identity(unit.name), identity(unit.short))) for unit in campaign.units)
    return next((unit for unit, known in names if wanted and wanted in known), None)
