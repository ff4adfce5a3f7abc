"""What somebody has let pass (cho qua) although it blocks an article: who, and why."""

from __future__ import annotations

from msgspec.structs import replace

from store.article_parts import Block, Override
from store.records import Article


def who_let_pass(article: Article, block: Block) -> Override | None:
    """Return who has let something pass, wherever it stands now, in no more places; the last one.

    Whatever asks how an article stands counts such a block as a reminder: the gates, the checks of
    its text, the signs in lists.
    """
    return next(
        (
            override
            for override in reversed(article.overrides)
            for passed in override.blocks
            if replace(passed, places=block.places) == block and block.places <= passed.places
        ),
        None,
    )
