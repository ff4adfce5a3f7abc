"""Text as it is spoken, for those who read it aloud: `reader.spoken` writes it so.

Importing this package loads nothing else: the settings take `Wording` from it at every start.
"""
