"""The terminal: input that arrives in pieces, output that stalls, signals, suspension."""
