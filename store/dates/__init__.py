"""Days and times: parsing what people type, named days, and formatting."""
