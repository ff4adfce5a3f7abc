"""The three panes of the desk: checklist, drafts and related news."""
