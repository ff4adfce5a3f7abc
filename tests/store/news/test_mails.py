"""Mail as programs and lists write it: mailboxes, parts, encodings, wrapped or forwarded text."""

from base64 import b64encode
from datetime import date

import pytest

from store.news import mail as reader
from tests.store.news.reports import headlines, only, said, why
from tests.store.news.samples import HEADLINES, SUMMARIES, mail, mbox, web

FOOTER = "_______________________________________________\nDanh sach thu\nhttps://thu.example/so\n"
PARTS = {"Content-Type": "multipart/mixed; boundary=x", "Content-Transfer-Encoding": ""}


def part(kind, text, more=""):
    return f"--x\nContent-Type: {kind}; charset=utf-8\n{more}\n{text}\n"


def html(text):
    return part("text/html", text)


def take_html(take, text, **headers):
    take("thu.eml", mail(0, text, **{"Content-Type": "text/html; charset=utf-8", **headers}))


def encoded(text):
    return f"=?utf-8?b?{b64encode(text.encode()).decode()}?="


# ---------------------------------------------------------------- mails and mailboxes


def test_a_mail(desk, take):
    take("thu.eml", mail(0))
    item = only(desk)
    assert (item.headline, item.author, item.summary) == (HEADLINES[0], "Võ Bình", SUMMARIES[0])
    assert (item.source, item.published) == ("bao.example", date(2027, 4, 19))
    assert item.link == "mid:tin0@bao.example"


def test_a_mailbox(desk, take):
    body = f"{SUMMARIES[1]}\n\n>From đây về sau là đoạn hai."
    report = take("thu.mbox", mbox(mail(0), mail(1, body), mail(2)))
    assert headlines(desk) == list(HEADLINES[:3])
    assert list(desk.news)[1].text == body.replace(">From", "From")
    assert not report.refused


def test_a_mail_of_two_alternatives_gives_the_plain_one(desk, take):
    parts = (
        f"--x\nContent-Type: multipart/alternative; boundary=y\n\n"
        f"--y\nContent-Type: text/html; charset=utf-8\n\n<p>khác</p>\n"
        f"--y\nContent-Type: text/plain; charset=utf-8\n\n{SUMMARIES[0]}\n--y--\n"
        f"--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nđính kèm\n--x--"
    )
    take("thu.eml", mail(0, parts, **{"Content-Type": "multipart/mixed; boundary=x"}))
    assert only(desk).text == SUMMARIES[0]


def test_a_mail_of_html(desk, take):
    take("thu.eml", mail(0, web(0).decode(), **{"Content-Type": "text/html; charset=utf-8"}))
    assert "Đoạn thứ 3" in only(desk).text
    assert "hỏng rồi" not in only(desk).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Subject": "=?no-such-charset?q?T=C3=ADt?="},
        {"Subject": "=?utf-8?b?@@@?="},
        {"Subject": "=?utf-8?q?T=FFt?="},
        {"Date": "hôm qua"},
        {"Content-Type": "text/plain; charset=no-such"},
        {"Content-Type": "multipart/mixed"},
        {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "base64"},
        {"From": "@@@<<>>"},
        {"Message-ID": ""},
    ],
)
def test_a_mail_with_odd_headers_harms_no_other(desk, take, headers):
    report = take("thu.mbox", mbox(mail(0), mail(1, **headers), mail(2)))
    assert {HEADLINES[0], HEADLINES[2]} <= set(headlines(desk))
    assert len(desk.news) + len(report.refused) == 3


def test_a_mail_that_is_too_large_is_refused_by_itself(desk, take, monkeypatch):
    monkeypatch.setattr(reader, "MOST_MAIL", 3000)
    report = take("thu.mbox", mbox(mail(0), mail(1, "dòng dài\n" * 900), mail(2)))
    assert headlines(desk) == [HEADLINES[0], HEADLINES[2]]
    assert list(why(report)) == ["thu.mbox#2"]


# ---------------------------------------------------------------- parts


def test_the_footer_of_a_mailing_list_is_not_the_text(desk, take):
    parts = html(f"<p>{SUMMARIES[0]}</p><p>{SUMMARIES[1]}</p>") + part("text/plain", FOOTER)
    take("thu.eml", mail(0, f"{parts}--x--", **PARTS))
    assert only(desk).text == f"{SUMMARIES[0]}\n\n{SUMMARIES[1]}"
    assert only(desk).summary == SUMMARIES[0]


def test_texts_that_follow_each_other_are_one(desk, take):
    parts = part("text/plain", SUMMARIES[0]) + html(f"<p>{SUMMARIES[1]}</p>")
    take("thu.eml", mail(0, f"{parts}--x--", **PARTS))
    assert only(desk).text == f"{SUMMARIES[0]}\n\n{SUMMARIES[1]}"


def test_the_same_text_twice_is_there_once(desk, take):
    parts = part("text/plain", SUMMARIES[0]) + html(f"<p>{SUMMARIES[0]}</p>")
    take("thu.eml", mail(0, f"{parts}--x--", **PARTS))
    assert only(desk).text == SUMMARIES[0]


@pytest.mark.parametrize("short", ["", "Xem bản HTML: https://bao.example/thu"])
def test_a_plain_part_that_says_nothing_is_no_alternative(desk, take, short):
    parts = part("text/plain", short) + html(f"<p>{SUMMARIES[0]}</p><p>{SUMMARIES[1]}</p>")
    kind = {"Content-Type": "multipart/alternative; boundary=x"}
    take("thu.eml", mail(0, f"{parts}--x--", **kind))
    assert only(desk).text == f"{SUMMARIES[0]}\n\n{SUMMARIES[1]}"


@pytest.mark.parametrize("own", ["Chuyển anh chị bản tin dưới đây.", ""])
def test_a_forwarded_mail_comes_behind_the_text_that_forwards_it(desk, take, own):
    inner = mail(1).decode()
    parts = html(f"<p>{own}</p>") + f"--x\nContent-Type: message/rfc822\n\n{inner}\n"
    take("thu.eml", mail(0, f"{parts}--x--", **PARTS))
    assert only(desk).headline == HEADLINES[0]
    assert only(desk).text == "\n\n".join(filter(None, (own, HEADLINES[1], SUMMARIES[1])))


def test_a_short_text_of_known_words_is_no_repetition(desk, take):
    last = " ".join(reversed(SUMMARIES[0].split()[:6]))
    parts = part("text/plain", SUMMARIES[0]) + part("text/plain", last)
    take("thu.eml", mail(0, f"{parts}--x--", **PARTS))
    assert only(desk).text == f"{SUMMARIES[0]}\n\n{last}"


def test_what_is_attached_and_not_read_is_told(desk, take):
    file = "Content-Disposition: attachment; filename=bai.docx\n"
    parts = part("text/plain", SUMMARIES[0]) + part("application/x-word", "QUJD", file)
    report = take("thu.eml", mail(0, f"{parts}--x--", **PARTS))
    assert "Attached, and not read: bai.docx." in said(report)


# ---------------------------------------------------------------- HTML


def test_every_word_of_a_mail_in_html_stays(desk, take):
    take_html(
        take,
        "<html><head><title>Ẩn</title><style>p{margin:0}</style></head><body><table><tr><td>"
        "<h2>Bếp ăn mở cửa</h2><p>Kính gửi Ban biên tập,<o:p></o:p></p><ul><li>Gạo: 10 kg</li>"
        "<li>Dầu ăn: 1 lít</li></ul><div>Đoạn trong\nthẻ div.</div></td></tr></table>"
        "<table><tr><td>Khu A</td><td>400 suất</td></tr><tr><td>Khu B</td><td>850 suất</td></tr>"
        "</table><!--[if mso]>ẩn<![endif]--><img alt='a > b'>Liên hệ: chị Thu</body></html>",
    )
    assert only(desk).text == (
        "Bếp ăn mở cửa\n\nKính gửi Ban biên tập,\n\nGạo: 10 kg\nDầu ăn: 1 lít\n\n"
        "Đoạn trong thẻ div.\n\nKhu A | 400 suất\nKhu B | 850 suất\n\nLiên hệ: chị Thu"
    )


def test_a_page_sent_by_mail_keeps_what_surrounds_the_article(desk, take):
    take_html(take, web(0).decode())
    assert "Đoạn thứ 3" in only(desk).text
    assert "hỏng rồi" not in only(desk).text


# ---------------------------------------------------------------- encodings


def test_one_bad_byte_does_not_throw_the_declared_encoding_away(desk, take):
    body = "Das Café schließt für immer.".encode("cp1252") + b" \x81\n"
    kind = {"Content-Type": "text/plain; charset=iso-8859-1", "Subject": "Cafe"}
    take("thu.eml", mail(0, "", **kind) + body)
    assert only(desk).text == "Das Café schließt für immer. \ufffd"


def test_a_name_of_an_encoding_means_what_programs_write_under_it(desk, take):
    kind = {"Content-Type": "text/plain; charset=gb2312", "Subject": "Tin"}
    take("thu.eml", mail(0, "", **kind) + "主席習近平鎔".encode("gb18030"))
    assert only(desk).text == "主席習近平鎔"


def test_the_encoding_may_stand_in_the_html(desk, take):
    page = '<html><meta content="text/html; charset=windows-1252"><p>Café „Zur Post“'
    data = mail(0, "", **{"Content-Type": "text/html", "Subject": "@@"}).replace(
        b"@@", "Café „Post“".encode("cp1252")
    )
    take("thu.eml", data + page.encode("cp1252"))
    assert (only(desk).headline, only(desk).text) == ("Café „Post“", "Café „Zur Post“")


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("written", "author", "source"),
    [
        (f"{encoded('Ban Nữ, Bếp')} <cd@bao.example>", "Ban Nữ, Bếp", "bao.example"),
        ('"Ban Nữ, Bếp" <cd@bao.example>', "Ban Nữ, Bếp", "bao.example"),
        (f'"{encoded("An, Bình")}" <cd@bao.example>', "An, Bình", "bao.example"),
        ("An <an@a.example>, Thu <thu@b.example>", "An, Thu", "a.example"),
        ("an@a.example", "an@a.example", "a.example"),
    ],
)  # fmt: skip
def test_senders(desk, take, written, author, source):
    take("thu.eml", mail(0, From=written))
    assert (only(desk).author, only(desk).source) == (author, source)


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize(("more", "between"), [("", " "), ("; delsp=yes", "")])
def test_lines_that_flow_are_put_together(desk, take, more, between):
    body = "Sáng nay, tổ may \ntrao quà \nở khu trọ.\n\nĐoạn hai.\n> lời \n> trích\n-- \nAn"
    kind = {"Content-Type": f"text/plain; charset=utf-8; format=flowed{more}"}
    take("thu.eml", mail(0, body, **kind))
    first = between.join(("Sáng nay, tổ may", "trao quà", "ở khu trọ."))
    assert only(desk).text == f"{first}\n\nĐoạn hai.\n> lời{between}trích\n--\nAn"


def test_lines_that_do_not_flow_stay(desk, take):
    take("thu.eml", mail(0, "một \nhai"))
    assert only(desk).text == "một\nhai"


@pytest.mark.parametrize("name", ["thu.txt", "thu.text"])
def test_a_mail_may_be_named_as_a_text(desk, take, name):
    data = b"Delivered-To: a@bao.example\nReceived: by mx.bao.example; Mon\n" + mail(0)
    take(name, data)
    assert (only(desk).headline, only(desk).author) == (HEADLINES[0], "Võ Bình")


def test_a_text_whose_lines_look_like_headers_is_none(desk, take):
    take("tin.txt", "Nóng: bếp ăn mở cửa\nKhu A: 400 suất\nKhu B: 850 suất\n\nHết.\n")
    assert only(desk).headline == "Nóng: bếp ăn mở cửa"


def test_a_mail_that_was_copied_is_read_by_the_headers_that_it_shows(desk, take):
    headers = "Từ: Võ Bình <binh@bao.example>\nNgày: 18/4/2027 08:00\nĐến: Ban biên tập\n"
    take("tin.txt", f"{headers}Chủ đề: Fwd: {HEADLINES[0]}\n\n{SUMMARIES[0]}\n\n{SUMMARIES[1]}\n")
    found = only(desk)
    assert (found.headline, found.author) == (HEADLINES[0], "Võ Bình")
    assert (found.source, found.published) == ("bao.example", date(2027, 4, 18))
    assert found.text == f"{SUMMARIES[0]}\n\n{SUMMARIES[1]}"
