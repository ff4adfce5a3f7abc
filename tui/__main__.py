"""`python -m tui` is `toasoan`."""

import sys

from tui.cli import main

sys.exit(main())
