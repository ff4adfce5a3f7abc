"""The catalogues of the screens, and what keeps them: only `python -m tui.locale.update` is run."""
