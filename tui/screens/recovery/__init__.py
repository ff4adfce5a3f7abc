"""Getting things back: undo, trash, backups, conflicts, revisions."""
