"""Days and times: read as people type them, tied to named days, shown again."""
