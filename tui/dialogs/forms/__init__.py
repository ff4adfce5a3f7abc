"""Forms: the fields of a record, filled in and saved."""
