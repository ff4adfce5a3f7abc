"""The three panes, one file each."""
