"""Feeds as papers and sites write them: DOCTYPE, entities, authors, links, encodings, exports."""

from datetime import date

import pytest

from tests.store.news.reports import headlines, only, said, why
from tests.store.news.samples import (
    BOMB,
    HEADLINES,
    OUTSIDE,
    SUMMARIES,
    atom,
    atom_entry,
    rss,
    rss_item,
)
from tests.store.test_encoding import windows_1258


def item(headline, *more, link="https://bao.example/1", day="Sun, 18 Apr 2027 08:00:00 +0700"):
    return (
        f"<item><title>{headline}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"{''.join(more)}</item>"
    )


def about(text):
    return f"<description>{text}</description>"


def cdata(text):
    return f"<![CDATA[{text}]]>"


# ---------------------------------------------------------------- RSS and Atom


def test_an_rss_file(desk, take):
    take("tin.rss", rss(rss_item(0), rss_item(1, "Mon, 19 Apr 2027 22:00:00 GMT")))
    first, second = desk.news
    assert (first.headline, first.summary) == (HEADLINES[0], SUMMARIES[0])
    assert (first.source, first.link) == ("Báo Bến Cảng", "https://cang.example/0")
    assert first.published == second.published == date(2027, 4, 20)


def test_an_atom_file(desk, take):
    take("tin.xml", atom(atom_entry(2)))
    item = only(desk)
    assert (item.headline, item.author, item.summary) == (HEADLINES[2], "Lê Thu", SUMMARIES[2])
    assert (item.source, item.published) == ("Tin Vịnh", date(2027, 4, 20))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_a_feed_in_another_encoding(desk, take, encoding):
    text = rss(rss_item(1)).decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    data = windows_1258(text) if encoding == "cp1258" else text.encode(encoding)
    take("tin.rss", data)
    assert headlines(desk) == [HEADLINES[1]]


def test_the_whole_text_of_an_entry(desk, take):
    more = (
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA['
        "<p>Đoạn một.</p><script>alert(1)</script><p>Đoạn hai &amp; hết.</p>]]></content:encoded>"
    )
    take("tin.rss", rss(rss_item(0, more=more)))
    assert only(desk).text == "Đoạn một.\n\nĐoạn hai & hết."


def test_a_doctype_that_names_a_file_is_not_followed(desk, take):
    take("cu.rss", OUTSIDE)
    assert headlines(desk) == ["Tin ngoài"]


@pytest.mark.parametrize("data", [BOMB, BOMB.replace("lolz [", "rss PUBLIC '-//N' [")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(desk, take, data, encoding):
    report = take("bom.xml", data.encode(encoding))
    assert "DOCTYPE" in why(report)["bom.xml"]
    assert not len(desk.news)


def test_a_doctype_behind_other_things_is_seen(desk, take):
    hidden = BOMB.replace("<!DOCTYPE", "<!-- a --><?x y?>\n<!-- <rss> -->\n<!doctype")
    assert "DOCTYPE" in why(take("bom.xml", hidden))["bom.xml"]


def test_a_word_like_doctype_inside_a_text_is_no_danger(desk, take):
    text = rss_item(0).replace(SUMMARIES[0], "Bài về &lt;!DOCTYPE x [&lt;!ENTITY a&gt;]&gt; và mã.")
    take("tin.rss", rss(text))
    assert len(desk.news) == 1


def test_a_feed_without_entries_and_one_that_is_cut_off(desk, take):
    assert "has no entries" in why(take("khong.rss", rss()))["khong.rss"]
    cut = rss(rss_item(0), rss_item(1), rss_item(2))[:-80]
    report = take("cut.rss", cut)
    assert headlines(desk)[:2] == list(HEADLINES[:2])
    assert any("damaged" in told for told in said(report))


# ---------------------------------------------------------------- entities


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (
            cdata("Ca &#8220;ba&#8221; &amp; ca hai &#8211; nghỉ&hellip;"),
            "Ca “ba” & ca hai – nghỉ…",
        ),
        ("Báo ra s&amp;#7889; đặc biệt", "Báo ra số đặc biệt"),
        ("Cô H&amp;amp;M mở quầy", "Cô H&M mở quầy"),
        (cdata("Tiền&nbsp;thưởng &#X110;à Nẵng"), "Tiền thưởng Đà Nẵng"),
        (cdata("&lt;b&gt;Đậm&lt;/b&gt; và nhạt"), "Đậm và nhạt"),
        (cdata("<i>Tít</i> &amp;#8211; phụ"), "Tít – phụ"),
        (cdata("Thẻ &lt;marquee&gt; đã hết thời"), "Thẻ <marquee> đã hết thời"),
        ("Phở R&amp;B, 3 &lt; 4", "Phở R&B, 3 < 4"),
    ],
)
def test_what_an_entity_stands_for_is_read(desk, take, written, seen):
    take(
        "tin.rss",
        rss(
            item(
                written,
                about(
                    written.replace("]]>", " Thêm.]]>") if "]]>" in written else f"{written} Thêm."
                ),
            )
        ),
    )
    assert (only(desk).headline, only(desk).summary) == (seen, f"{seen} Thêm.")


def test_a_plain_text_in_atom_shows_its_tags(desk, take):
    take(
        "tin.atom",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><entry><title type="text">'
        "Thẻ &lt;b&gt; và &lt;i&gt; là gì</title><id>urn:1</id></entry></feed>",
    )
    assert only(desk).headline == "Thẻ <b> và <i> là gì"


@pytest.mark.parametrize("tag", ["iframe", "script", "object", "video", "template"])
def test_nothing_behind_a_closed_or_forgotten_tag_is_lost(desk, take, tag):
    text = f"<p>Đoạn một.</p><{tag} src='x'/><p>Đoạn hai.</p><{tag}>ẩn</{tag}><p>Đoạn ba.</p>"
    take("tin.rss", rss(item("Tin", f"<content:encoded>{cdata(text)}</content:encoded>")))
    assert only(desk).text == "Đoạn một.\n\nĐoạn hai.\n\nĐoạn ba."


# ---------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("<dc:creator>Trần An</dc:creator><dc:creator>Lê Thu</dc:creator>", "Trần An, Lê Thu"),
        ("<author>toasoan@bao.example (Phạm Bình)</author>", "Phạm Bình"),
        ("<author>Phạm Bình &lt;binh@bao.com.vn&gt;</author>", "Phạm Bình"),
        ("<author>binh@bao.vn</author>", "binh@bao.vn"),
        ("<author>An &lt;an@bao.vn&gt;, Thu &lt;thu@bao.vn&gt;</author>", "An, Thu"),
        ("<dc:creator>Trần An, Lê Thu</dc:creator>", "Trần An, Lê Thu"),
    ],
)
def test_authors(desk, take, written, author):
    take(
        "tin.rss",
        rss(item("Tin", written)).replace(
            b"<rss ", b"<rss xmlns:dc='http://purl.org/dc/elements/1.1/' "
        ),
    )
    assert only(desk).author == author


# ---------------------------------------------------------------- links


def several(link, *headlines, texts=SUMMARIES):
    return rss(
        *(
            item(
                headline, about(text), f"<guid isPermaLink='false'>g{n}</guid>", link=link.format(n)
            )
            for n, (headline, text) in enumerate(zip(headlines, texts, strict=False))
        )
    )


@pytest.mark.parametrize(
    "data",
    [
        several("https://bao.example/tin-van/", "Tin vắn", "Tin vắn", "Tin vắn"),
        several("https://bao.example/bep.html#p{}", "Tổ bếp số 1 nấu cơm", "Tổ bếp số 2 nấu phở"),
        several("https://bao.example/bep.html", "Tổ bếp khu A nấu cơm", "Tổ bếp khu B nấu cơm"),
        several("https://bao.example/bep.html", *["Bản tin trưa của khu công nghiệp"] * 2),
        several("https://bao.example/bep?utm_term={}", "Tổ bếp A nấu cơm", "Tổ bếp B nấu cơm"),
    ],
)
def test_items_of_one_page_are_items_of_their_own(desk, take, data):
    report = take("tin.rss", data)
    assert not report.folded
    assert len(desk.news) == data.count(b"<item>")
    before = list(desk.news)
    again = take("tin.rss", data)
    assert list(desk.news) == before
    assert not again.taken


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://bao.example/a.html", "https://bao.example/a.html?fbclid=IwAR0"),
        ("https://bao.example/a/", "http://www.bao.example/a?utm_source=rss&amp;utm_medium=x"),
        (
            "https://bao.example/a?id=5",
            "https://bao.example/a?utm_source=rss&amp;id=5&amp;zarsrc=3",
        ),
        ("https://bao.example/a?x=1&amp;id=5", "https://bao.example/a?id=5&amp;x=1#xtor=RSS-1"),
        ("https://bao.example/a%20b", "https://BAO.example/a b?gclid=1#binh-luan"),
    ],
)
def test_the_way_to_a_page_makes_no_difference(desk, take, one, two):
    other = "Thợ hàn xưởng đóng tàu có kính mới"
    report = take("tin.rss", rss(item(HEADLINES[0], link=one), item(other, link=two)))
    assert [folded.why for folded in report.folded] == ["address"]


def test_other_parameters_tell_pages_apart(desk, take):
    links = [f"https://bao.example/tin?cid={n}" for n in (1, 2)]
    take("tin.rss", rss(*(item(f"{HEADLINES[0]} đợt {n}", link=n) for n in links)))
    assert len(desk.news) == 2


@pytest.mark.parametrize(
    "headline",
    [
        f"{HEADLINES[1]} - Báo Lao Động",
        f"{HEADLINES[1]} | tuoitre.vn",
        f"{HEADLINES[1]} – Báo Bến Cảng",
        f"{HEADLINES[1]} – bao ben cang",
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_headline_with_the_paper_behind_it(desk, take, headline, turned):
    both = [
        item(HEADLINES[1], about(SUMMARIES[1]), link="https://a.example/1"),
        item(headline, about("Gói quà gửi tới từng nhà."), link="https://b.example/1"),
    ]
    report = take("tin.rss", rss(*(reversed(both) if turned else both)))
    assert [folded.why for folded in report.folded] == ["headline"]


@pytest.mark.parametrize("clause", ["ngày thứ hai", "Đại hội điểm", "Bảo hiểm xã hội", "Bão số 3"])
def test_a_clause_behind_a_dash_is_no_paper(desk, take, clause):
    both = [
        item(HEADLINES[1], about(SUMMARIES[1]), link="https://a.example/1"),
        item(f"{HEADLINES[1]} - {clause}", about("Thêm gian rau."), link="https://b.example/1"),
    ]
    take("tin.rss", rss(*both))
    assert len(desk.news) == 2


def test_the_paper_of_a_list_of_papers_is_the_source(desk, take):
    link = "https://news.google.com/rss/articles/x"
    source = "<source url='https://x.example'>Báo Lao Động</source>"
    again = about(f"{HEADLINES[1]}&amp;nbsp; Báo Lao Động")
    take("tin.rss", rss(item(f"{HEADLINES[1]} - Báo Lao Động", source, again, link=link)))
    found = only(desk)
    assert (found.headline, found.source) == (HEADLINES[1], "Báo Lao Động")
    assert found.summary == ""


# ---------------------------------------------------------------- WordPress


def export(*items):
    return (
        "<rss version='2.0' xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>Trang nhà</title>"
        "<wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>an</wp:author_login>"
        f"<wp:author_display_name>{cdata('Trần An')}</wp:author_display_name></wp:author>"
        "<wp:author><wp:author_login>thu</wp:author_login>"
        f"<wp:author_display_name>{cdata('Lê Thu')}</wp:author_display_name></wp:author>"
        f"{''.join(items)}</channel></rss>"
    )


def post(number, kind="post", state="publish", text="Chữ.", excerpt="", day="2027-04-18 08:00:00"):
    return item(
        HEADLINES[number],
        f"<dc:creator>an</dc:creator><content:encoded>{cdata(text)}</content:encoded>",
        f"<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded><wp:post_date>{day}</wp:post_date>",
        f"<wp:status>{state}</wp:status><wp:post_type>{kind}</wp:post_type>",
        link=f"https://nha.example/?p={number}",
        day="Mon, 30 Nov -0001 00:00:00 +0000",
    )


def test_text_typed_without_paragraphs_keeps_them(desk, take):
    text = (
        "Sáng, <strong>tổ may</strong> trao quà.\n\n<h3>Đề mục</h3>\nHai dòng\nliền nhau.\n\nHết."
    )
    take("xuat.xml", export(post(0, text=text, excerpt="Sapo viết tay.")))
    found = only(desk)
    assert found.text == "Sáng, tổ may trao quà.\n\nĐề mục\n\nHai dòng\nliền nhau.\n\nHết."
    assert (found.summary, found.author) == ("Sapo viết tay.", "Trần An")
    assert found.published == date(2027, 4, 18)


def test_a_list_typed_without_paragraphs(desk, take):
    text = "Mở đầu.\n\n<ul>\n\t<li>Gạo\n\t<li>Dầu</li>\n</ul>\n\nKết.\n<h3>Đề</h3>\nHết."
    take("xuat.xml", export(post(0, text=text)))
    assert only(desk).text == "Mở đầu.\n\nGạo\nDầu\n\nKết.\n\nĐề\n\nHết."


def test_drafts_and_comments_in_atom_are_left_out(desk, take):
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://x/2008#{}'/>"
    control = "<app:control><app:draft>yes</app:draft></app:control>"
    entries = (
        f"<title>{HEADLINES[0]}</title>{kind.format('post')}",
        f"<title>{HEADLINES[1]}</title>{kind.format('comment')}",
        f"<title>{HEADLINES[2]}</title>{control}",
    )
    start = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app">'
    body = "".join(f"<entry>{entry}<id>urn:{n}</id></entry>" for n, entry in enumerate(entries))
    report = take("blog.xml", f"{start}<title>B</title>{body}</feed>")
    assert only(desk).headline == HEADLINES[0]
    assert said(report) == ["Left out, as no published articles: comment 1, draft 1."]


def test_what_no_reader_has_seen_is_left_out_and_told(desk, take):
    report = take(
        "xuat.xml",
        export(
            post(0),
            post(1, state="draft"),
            post(2, kind="attachment", state="inherit"),
            post(3, kind="nav_menu_item"),
            post(1, kind="page"),
            post(2, state="trash"),
        ),
    )
    assert [found.headline for found in desk.news] == [HEADLINES[0], HEADLINES[1]]
    (told,) = said(report)
    assert told.startswith("Left out, as no published articles: ")
    assert "attachment 1" in told
    assert "draft 1" in told


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    "encoding", ["koi8-r", "windows-1251", "gb2312", "shift_jis", "iso-8859-15", "iso-2022-jp"]
)
def test_an_encoding_that_is_declared_is_read(desk, take, encoding):
    word = {"gb2312": "工会新闻", "shift_jis": "労働組合ニュース", "iso-2022-jp": "労働組合",
            "iso-8859-15": "Le café coûte 3 €"}.get(encoding, "Новости профсоюза")  # fmt: skip
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?>{rss(item(word)).decode().partition('?>')[2]}"
    )
    take("tin.rss", text.replace("Báo Bến Cảng", "B").encode(encoding))
    assert only(desk).headline == word


def test_one_bad_byte_does_not_throw_the_encoding_away(desk, take):
    text = rss(item("Le café fermé à Besançon, été"), title="B").decode()
    data = text.replace("UTF-8", "windows-1252").encode("cp1252").replace(b"ferm", b"\x81ferm")
    take("tin.rss", data)
    assert only(desk).headline == "Le café \ufffdfermé à Besançon, été"


def test_a_bad_byte_in_what_declares_nothing_is_of_no_account(desk, take):
    text = rss(item(HEADLINES[0], about(SUMMARIES[0]))).decode().partition("?>")[2]
    take("tin.rss", text.encode().replace("gốc".encode(), b"g\xe1c", 1) + b"<!-- \xff -->")
    assert only(desk).headline == HEADLINES[0]


def test_an_encoding_that_nobody_declares_is_guessed_and_told(desk, take):
    word = "Наверное, единственное, во что сегодня можно верить безоговорочно"
    text = rss(item(word, about(word * 3)), title="B").decode().partition("?>")[2]
    report = take("tin.rss", text.encode("koi8-r"))
    assert only(desk).headline == word
    assert any("koi8" in told for told in said(report))


def test_the_doctype_of_the_first_rss_is_no_danger(desk, take):
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    report = take("cu.rss", rss(item("Tin c&eacute;")).replace(b"<rss", f"{doctype}<rss".encode()))
    assert only(desk).headline == "Tin cé"
    assert not said(report)


@pytest.mark.parametrize(
    ("title", "text"),
    [("Quà &amp; vé", f"Quà & vé\n\n{SUMMARIES[0]}"), (HEADLINES[0], SUMMARIES[0])],
)
def test_the_title_of_a_whole_document_is_not_lost(desk, take, title, text):
    head = f"<head><title>{title}</title><style>p{{margin: 0}}</style></head>"
    content = f"<![CDATA[<html>{head}<body><p>{SUMMARIES[0]}</p></body></html>]]>"
    space = "xmlns='http://purl.org/rss/1.0/modules/content/'"
    item = f"<title>{HEADLINES[0]}</title><encoded {space}>{content}</encoded>"
    take("tin.rss", rss(f"<item>{item}</item>"))
    assert [item.text or item.summary for item in desk.news] == [text]


def test_a_headline_that_is_a_whole_document_is_its_title(desk, take):
    page = "<html><head><title>Quà Tết đến sớm</title></head><p>Thân bài</html>"
    take("tin.rss", rss(f"<item><title><![CDATA[{page}]]></title></item>"))
    assert [item.headline for item in desk.news] == ["Quà Tết đến sớm"]
