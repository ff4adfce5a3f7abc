"""The desk: three panes, and what comes before them."""
