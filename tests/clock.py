"""The moment at which every test stands, also the programs that it starts."""

from datetime import datetime, timedelta, timezone
from typing import Final

NOW: Final = datetime(2027, 4, 20, 9, 0, tzinfo=timezone(timedelta(hours=7)))
TODAY: Final = NOW.date()
ZONE: Final = "ICT-7"
"""Where the tests are (`TZ`): in Vietnam, whatever the machine thinks."""
