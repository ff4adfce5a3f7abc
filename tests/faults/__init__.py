"""The desk file against what can happen to it: killed, cut off, refused, damaged."""
