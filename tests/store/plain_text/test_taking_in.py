"""A plain text comes onto a desk, its blocks as the editor corrected them."""

from __future__ import annotations

from store.articles.history import Why
from store.articles.plain_text import (
    Block,
    Role,
    joined,
    page_of_blocks,
    read_plain_text,
    with_role,
)

from .samples import BODY, HEADLINE, LEAD, SECOND, THIRD


def test_only_one_block_is_the_headline():
    blocks = read_plain_text("\n\n".join([HEADLINE, "Kiều Vũ", *BODY]))
    changed = with_role(blocks, 4, Role.HEADLINE)
    assert [block.role for block in changed] == [
        Role.PARAGRAPH, Role.BYLINE, Role.DATELINE, Role.PARAGRAPH, Role.HEADLINE, Role.PARAGRAPH
    ]  # fmt: skip
    assert page_of_blocks(changed).headline == SECOND


def test_a_block_is_joined_to_the_one_above():
    blocks = read_plain_text("\n\n".join([HEADLINE, *BODY]))
    assert joined(blocks, 2)[1] == Block(Role.PARAGRAPH, LEAD)  # its dateline
    assert joined(blocks, 3)[2].text == f"{LEAD.removeprefix('Hà Nội – ')} {SECOND}"
    assert joined(blocks, 0) == blocks


def test_what_is_left_out_is_not_on_the_page():
    blocks = with_role(read_plain_text("\n\n".join([HEADLINE, *BODY])), 3, Role.OMITTED)
    assert page_of_blocks(blocks).body == f"{LEAD}\n\n{THIRD}"


TEXT = "\n".join([HEADLINE, "Kiều Vũ", *BODY])


def test_a_plain_text_comes_in_as_a_page_and_its_first_revision_is_the_text(desk):
    article = desk.articles.import_page(TEXT.encode(), "bài.txt", blocks=read_plain_text(TEXT))
    assert (article.headline, article.byline) == (HEADLINE, "Kiều Vũ")
    assert not article.needs_review
    history = desk.revisions.of(article)
    assert [revision.why for revision in history.revisions] == [Why.BEFORE, Why.IMPORT]
    assert history.state(0).body == TEXT


def test_a_page_comes_in_as_it_is(desk, page_bytes):
    article = desk.articles.import_page(page_bytes, "trang.txt", blocks=())
    assert desk.articles.page_bytes(article) == page_bytes
    assert len(desk.revisions.of(article).revisions) == 1


def test_one_undo_takes_a_plain_text_off_the_desk(desk):
    desk.articles.import_page(TEXT.encode(), "bài.txt", blocks=read_plain_text(TEXT))
    desk.undo.step_back()
    assert len(desk.articles) == 0


def test_a_text_that_was_kept_whole_is_read_with_blocks(desk):
    article = desk.articles.import_page(TEXT.encode(), "bài.txt")
    assert article.needs_review
    now = desk.articles.read_again(article, read_plain_text(article.body))
    assert (now.headline, now.needs_review) == (HEADLINE, False)
    desk.undo.step_back()
    assert desk.articles[article.id].body == TEXT
