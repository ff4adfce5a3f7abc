"""The command line as a program of its own, on the day of the tests: `python -m tui` but for that.

Else a desk that a test has made would be looked at on the machine's day, and some day its bin is
emptied.
"""

import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    sys.path[0] = str(CHECKOUT)

    from store import clock
    from tests.clock import NOW
    from tui.cli import main

    clock.source = lambda: NOW
    sys.exit(main())
