"""What an editor sees. No TinyDB, no file format here."""
