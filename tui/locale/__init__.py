"""The catalogues of the screens; `python -m tui.locale.update` maintains them."""
