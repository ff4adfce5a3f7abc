"""News that comes in from files: pages, tables, feeds, mail, saved web pages; never from the net.

readers.py      which reader a file is for: by its first bytes and by its ending
pages.py  csv_table.py  jsonl.py  feeds.py  mail.py  web.py     the readers, one a format
table.py        what the readers of rows share; mapping.py, which column is which field
items.py        what a reader gives, and what of it a desk can take
dates.py        days as files have them
folder.py       the files that paths stand for
duplicates.py   the same story again, exactly or nearly
"""
