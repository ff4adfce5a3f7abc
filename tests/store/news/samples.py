"""Files to import, made for the tests: made-up papers, people and places."""

from __future__ import annotations

import json

HEADLINES = (
    "Xưởng đóng tàu phát kính bảo hộ cho thợ hàn",
    "Công đoàn khu Nam mở quầy hàng giảm giá cuối tuần",
    "Lớp học đêm ở xưởng may nhận thêm bốn mươi học viên",
    "Bến xe khu Đông thêm quầy vé cho công nhân xa quê",
)
SUMMARIES = (
    "Kính đạt chuẩn mới, nhẹ hơn loại cũ, đến tay ba trăm thợ hàn trong tuần này.",
    "Quầy mở hai ngày, bán gạo, dầu ăn và sữa theo giá gốc cho đoàn viên.",
    "Lớp không thu học phí, mở tối thứ ba và thứ năm tại nhà ăn của xưởng.",
    "Ba quầy mới mở từ năm giờ sáng, khách có thẻ đoàn viên được mua trước.",
)

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
 <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<rss version="2.0"><channel><title>&lol3;</title><item><title>&lol3;</title></item></channel></rss>
"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE rss SYSTEM "http://bao.example/rss.dtd">
<rss version="2.0"><channel><title>Báo</title><item><title>Tin ngoài</title></item></channel></rss>
"""


def row(number: int, **fields: object) -> dict[str, object]:
    """Return a row of a table by the number of its story."""
    values = {
        "title": HEADLINES[number],
        "sapo": SUMMARIES[number],
        "author": "Võ Bình",
        "published": f"2027-04-{10 + number}",
        "source": "Báo Bến Cảng",
        "url": f"https://bao.example/tin-{number}.html",
    }
    return {**values, **fields}


def csv(*rows: str, head: str = "title,sapo,published", delimiter: str = ",") -> str:
    return "\n".join([head.replace(",", delimiter), *rows]) + "\n"


GOOD = [f'"{HEADLINES[n]}","{SUMMARIES[n]}",2027-04-1{n}' for n in range(4)]
"""Rows of such a table."""


def json_lines(*rows: object) -> bytes:
    return "".join(
        f"{item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)}\n"
        for item in rows
    ).encode()


def rss(*items: str, title: str = "Báo Bến Cảng") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{title}</title>{''.join(items)}</channel></rss>"
    ).encode()


def rss_item(number: int, day: str = "Tue, 20 Apr 2027 07:30:00 +0700", more: str = "") -> str:
    return (
        f"<item><title>{HEADLINES[number]}</title><link>https://cang.example/{number}</link>"
        f"<pubDate>{day}</pubDate><description><![CDATA[<a href='https://cang.example'>"
        f"<img src='https://cang.example/a.jpg'></a></br>{SUMMARIES[number]}]]></description>"
        f"{more}</item>"
    )


def atom(*entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Tin Vịnh</title>{''.join(entries)}</feed>"
    ).encode()


def atom_entry(number: int) -> str:
    return (
        f"<entry><title>{HEADLINES[number]}</title><id>tag:vinh.example,{number}</id>"
        f"<link href='https://vinh.example/{number}'/><updated>2027-04-19T23:30:00Z</updated>"
        f"<author><name>Lê Thu</name></author><summary>{SUMMARIES[number]}</summary></entry>"
    )


def mail(number: int, body: str | None = None, **headers: str) -> bytes:
    values = {
        "From": "=?utf-8?b?VsO1IELDrG5o?= <binh@bao.example>",
        "Subject": HEADLINES[number],
        "Date": "Mon, 19 Apr 2027 08:00:00 +0700",
        "Message-ID": f"<tin{number}@bao.example>",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        **headers,
    }
    head = "".join(f"{name}: {value}\n" for name, value in values.items() if value)
    return f"{head}\n{SUMMARIES[number] if body is None else body}\n".encode()


def mbox(*messages: bytes) -> bytes:
    return b"\n".join(
        b"From binh@bao.example Mon Apr 19 08:00:00 2027\n" + message for message in messages
    )


def web(number: int = 0, more: str = "", head: str = "") -> bytes:
    paragraphs = "".join(
        f"<p>{SUMMARIES[number]} Đoạn thứ {place} kể thêm về những người đã làm việc ấy, "
        "họ nói gì, và tuần tới sẽ còn làm gì ở xưởng bên cạnh.</p>"
        for place in range(1, 6)
    )
    return f"""<!DOCTYPE html>
<!-- saved from url=(0030)https://bao.example/bai-{number}.html -->
<html lang="vi"><head><meta charset="utf-8"><title>{HEADLINES[number]}</title>
<meta property="og:title" content="{HEADLINES[number]}">
<meta property="og:site_name" content="Báo Bến Cảng">
<meta name="description" content="{SUMMARIES[number]}">
<meta name="author" content="Võ Bình">
<meta property="article:published_time" content="2027-04-18T06:00:00+07:00">
<link rel="stylesheet" href="https://bao.example/a.css"><script src="https://x.example/a.js">
</script>{head}</head><body><nav><a href="/">Trang chủ</a></nav>
<article><h1>{HEADLINES[number]}</h1><img src="https://bao.example/anh.jpg">
<script>document.write("hỏng rồi")</script>{paragraphs}{more}</article>
<iframe src="https://ads.example/"></iframe></body></html>""".encode()
