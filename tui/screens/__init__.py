"""Full screens; the dialogs over them are in `tui.dialogs`."""
