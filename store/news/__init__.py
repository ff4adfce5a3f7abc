"""News that comes in from files: pages, tables, feeds, mail, saved web pages; never from the net.

reading.py      which reader a file is for: by its first bytes and by its ending
pages.py  tables.py  lines.py  feeds.py  mail.py  web.py     the readers, one a format
found.py        what a reader gives, and what of it a desk can take
dates.py        days as files have them; mapping.py, which column is which field
folder.py       the files that paths stand for
duplicates.py   the same story again, exactly or nearly
importing.py    all of it onto the desk, unit by unit
"""
