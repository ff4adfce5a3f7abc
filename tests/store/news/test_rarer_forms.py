"""Feeds, tables, JSON and mail in forms that are rarer but allowed, or made by mistake."""

import json
from datetime import date

import pytest

from tests.store.news.reports import headlines, only, said
from tests.store.news.samples import HEADLINES, SUMMARIES, mail, rss

DAY = date(2027, 4, 18)


def item(more="", number=0):
    return f"<item><title>{HEADLINES[number]}</title>{more}</item>"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("thu@k.example (Lê Thu), an@k.example (Trần An)", "Lê Thu, Trần An"),
        ("By Lê Thu", "Lê Thu"),
        ("by: Lê Thu", "Lê Thu"),
        ("Byrne Lê", "Byrne Lê"),
    ],
)
def test_authors_of_an_item(desk, take, author, names):
    take("tin.rss", rss(item(f"<author>{author}</author>")))
    assert only(desk).author == names


def test_the_author_of_an_atom_feed_is_that_of_entries_without_one(desk, take):
    entries = "".join(
        f"<entry><title>{HEADLINES[n]}</title><id>{n}</id><updated>2027-04-18T09:00:00+07:00"
        f"</updated>{author}</entry>"
        for n, author in enumerate(("", "<author><name>Lê Thu</name></author>"))
    )
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>'
    take("tin.atom", f"{feed}<author><name>Toà soạn</name></author>{entries}</feed>")
    assert [one.author for one in desk.news] == ["Toà soạn", "Lê Thu"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&amp;lt;p&amp;gt;Kho lạnh mở cửa&amp;lt;/p&amp;gt;", "Kho lạnh mở cửa"),
        ("Thẻ &lt;b&gt; đặt trước chữ", "Thẻ <b> đặt trước chữ"),
    ],
)
def test_a_plain_title_of_atom_that_is_html_from_end_to_end(desk, take, written, shown):
    entry = f'<entry><title type="text">{written}</title><id>1</id></entry>'
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>'
    take("tin.atom", f"{feed}{entry}</feed>")
    assert headlines(desk) == [shown]


@pytest.mark.parametrize(
    "written",
    [
        "2027-W15-7",
        "2027-108",
        "dim., 18 avril 2027 06:00:00 +0700",
        "So, 18. Dezember 2027",
        "18 апреля 2027",
    ],
)
def test_odd_but_clear_days(desk, take, written):
    take("tin.rss", rss(item(f"<pubDate>{written}</pubDate>")))
    month = 12 if "Dez" in written else 4
    assert only(desk).published == date(2027, month, 18)


@pytest.mark.parametrize("written", ["2027-W60-1", "2027-366", "18 người 2027", "2026-400"])
def test_what_is_no_day_is_told(desk, take, written):
    report = take("tin.csv", f"title,date\n{HEADLINES[0]},{written}\n")
    assert only(desk).published is None
    assert written in " ".join(said(report))


def test_an_offset_of_hours_only(desk, take):
    take("tin.csv", f"title,date\n{HEADLINES[0]},2027-04-17 17:30:00+00\n")
    assert only(desk).published == DAY


def test_the_section_of_a_feed_is_not_the_paper_behind_a_headline(desk, take):
    paper = b"<title>B\xc3\xa1o C\xe1\xba\xa3ng - Tin m\xe1\xbb\x9bi</title>"
    feed = f"<rss version='2.0'><channel>{paper.decode()}{item()}</channel></rss>"
    take("tin.rss", feed.replace(HEADLINES[0], f"{HEADLINES[0]} - Báo Cảng"))
    assert headlines(desk) == [HEADLINES[0]]


@pytest.mark.parametrize(
    "columns",
    [
        "Heading,Blurb,Copy,When,Who",
        "tieude,tomtat,noidung,ngaydang,tacgia",
        "Tên bài báo,Tóm lược,Nội dung chi tiết,Thời điểm đăng,Người thực hiện",
    ],
)
def test_other_names_of_columns(desk, take, columns):
    cells = f'"{HEADLINES[0]}","{SUMMARIES[0]}","{SUMMARIES[1]}",18/4/2027,Lê Thu <thu@k.example>'
    report = take("tin.csv", f"{columns}\n{cells}\n")
    found = only(desk)
    assert (found.headline, found.summary) == (HEADLINES[0], SUMMARIES[0])
    assert (found.text, found.published, found.author) == (SUMMARIES[1], DAY, "Lê Thu")
    assert not said(report)


def test_pieces_by_their_numbers_in_one_object(desk, take):
    pieces = {str(n): {"title": HEADLINES[n], "text": SUMMARIES[n]} for n in range(2)}
    take("tin.json", json.dumps(pieces))
    assert headlines(desk) == list(HEADLINES[:2])


def test_pieces_at_the_edges_of_a_graph(desk, take):
    edges = [{"node": {"title": HEADLINES[n], "body": SUMMARIES[n]}} for n in range(2)]
    take("tin.json", json.dumps({"data": {"articles": {"edges": edges}}}))
    assert headlines(desk) == list(HEADLINES[:2])


@pytest.mark.parametrize(
    "written",
    [
        "[{0},\n{1},\n]",
        "callback([{0},{1}]);",
        "/**/ a.b({{'items': [{0},{1},],}})",
        "[{0},{1} , ]",
    ],
)
def test_json_as_pages_read_it(desk, take, written):
    pieces = (json.dumps({"title": f"{h} ,]", "text": "Một, }, hai"}) for h in HEADLINES[:2])
    take("tin.json", written.replace("'", '"').format(*pieces))
    assert headlines(desk) == [f"{one} ,]" for one in HEADLINES[:2]]
    assert {one.text for one in desk.news} == {"Một, }, hai"}


@pytest.mark.parametrize("written", ["callback(5);", "[1,,]", "callback(", '{"a": 1,'])
def test_what_is_no_json_either_way(desk, take, written):
    report = take("tin.json", written)
    assert [str(one.why) for one in report.refused]
    assert not len(desk.news)


def test_the_bylines_of_ninjs(desk, take):
    piece = {"uri": "u:1", "headlines": [{"role": "main", "value": HEADLINES[0]}]}
    take("tin.json", json.dumps({**piece, "bylines": [{"value": "Lê Thu"}, {"value": "Võ Bình"}]}))
    assert only(desk).author == "Lê Thu, Võ Bình"


def test_orders_of_a_shop_are_no_articles(desk, take):
    kinds = "".join(
        f"<item><title>{HEADLINES[n]}</title><wp:post_type>{kind}</wp:post_type>"
        "<wp:status>publish</wp:status></item>"
        for n, kind in enumerate(("post", "shop_order"))
    )
    names = 'xmlns:wp="http://wordpress.org/export/1.2/"'
    head = "<wp:wxr_version>1.2</wp:wxr_version>"
    take("site.xml", f"<rss version='2.0' {names}><channel>{head}{kinds}</channel></rss>")
    assert headlines(desk) == [HEADLINES[0]]


# --- mail


def plain_mail(text="Bài ở đây.", **headers):
    return mail(0, text, **{"Content-Type": "text/plain; charset=utf-8", **headers})


@pytest.mark.parametrize("above", [b"\n\r\n", b"\xef\xbb\xbf", b"517\n"])
def test_what_stands_above_the_headers_of_a_mail(desk, take, above):
    take("thu.eml", above + plain_mail())
    assert (only(desk).headline, only(desk).text) == (HEADLINES[0], "Bài ở đây.")


def test_a_mail_of_apple_mail_is_one_by_its_name(desk, take):
    take("17.emlx", b"517\n" + plain_mail())
    assert only(desk).headline == HEADLINES[0]


def test_a_space_before_the_colon_of_a_header(desk, take):
    take("thu.eml", plain_mail().replace(b"Subject:", b"Subject :").replace(b"From:", b"From \t:"))
    assert only(desk).headline == HEADLINES[0]
    assert only(desk).author


def test_a_colon_in_the_text_keeps_its_space(desk, take):
    take("thu.eml", plain_mail("Giá : 5 nghìn"))
    assert only(desk).text == "Giá : 5 nghìn"


@pytest.mark.parametrize("declared", ["us-ascii", "iso-8859-1", "windows-1252"])
def test_a_bad_byte_among_letters_of_utf_8_that_calls_itself_western(desk, take, declared):
    kind = {"Content-Type": f"text/plain; charset={declared}"}
    data = plain_mail("Giá cả ở chợ đêm XX", **kind).replace(b"XX", b"\x80")
    take("thu.eml", data)
    assert only(desk).text.startswith("Giá cả ở chợ đêm")


def test_a_western_text_is_western(desk, take):
    kind = {"Content-Type": "text/plain; charset=windows-1252"}
    take("thu.eml", plain_mail("XX", **kind).replace(b"XX", "“Café” à 5 €, déjà".encode("cp1252")))
    assert only(desk).text == "“Café” à 5 €, déjà"


def test_a_mail_that_was_copied_with_vietnamese_headers(desk, take):
    headers = f"Từ: Lê Thu <thu@k.example>\nGửi: 18/4/2027\nĐến: Tòa soạn\nChủ đề: {HEADLINES[0]}"
    take("thu.txt", f"{headers}\n\n{SUMMARIES[0]}\n")
    found = only(desk)
    assert (found.headline, found.author, found.published) == (HEADLINES[0], "Lê Thu", DAY)
