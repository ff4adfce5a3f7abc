"""Search and related news: one index, derived from the records, that can be deleted at any time.

`entry` what is indexed of a record · `tokens` folding and pairs · `query` the query language ·
`index` the file · `query_runner` search as you type · `typed_rows` what it keeps from key to key ·
`related` related news · `explanations` why they are related: `wording` the words that two texts
share, `weighed_text` how much they tell, `phrases` which of them a person would say. Nothing here
is loaded before it is needed: the desk opens without it.
"""

from typing import Any

from store.search.entry import Entry, Hit, Kind, Suggestion

__all__ = ["Entry", "Hit", "Kind", "Suggestion", "shared"]


def __getattr__(name: str) -> Any:
    if name == "shared":
        from store.search.explanations import shared  # only needed for a preview

        return shared
    raise AttributeError(name)
