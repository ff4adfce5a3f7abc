"""The findings of recovery: a sentence for each state in which a desk was found."""

from __future__ import annotations

from typing import Final

from store.errors import N_, finding

UNREADABLE: Final = N_("The desk file {path} cannot be read: {reason}.")
PUT_BACK: Final = finding(
    N_(
        "The desk file was an older copy of itself; what was saved since has been put back from "
        "the journal. To go back on purpose: toasoan restore FILE."
    )
)
REBUILT: Final = finding(
    N_(
        "The desk file was damaged or gone; it has been made anew from the generation before and "
        "the journal, proven to be the same to the last byte."
    )
)
OLDER: Final = finding(
    N_(
        "The desk file was damaged or gone; it has been made anew from what lay beside it, which "
        "may not be the newest state. Please look at what you did last."
    )
)
LOST: Final = finding(
    N_(
        "The newest journal is empty or damaged: what was saved since the last checkpoint cannot "
        "be read. Please look at what you did last."
    )
)
NO_JOURNAL: Final = finding(
    N_(
        "The journal of the desk file is missing: what was saved since the last checkpoint cannot "
        "be read. Please look at what you did last."
    )
)
