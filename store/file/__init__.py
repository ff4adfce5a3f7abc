"""The desk file: plain TinyDB JSON on disk, written so that no moment leaves half a file."""
