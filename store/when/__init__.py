"""When something is due: hung on named days, read as people type it, shown again."""
