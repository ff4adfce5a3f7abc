"""Formats in which articles go out and come in, a module a format.

`registry` names those that are written, `incoming` those that are read. Each is imported only when
it is used: none belongs to the start of the app.
"""
