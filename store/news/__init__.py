"""Import news from files: pages, tables, feeds, mail, saved web pages; never from the network.

readers.py      chooses the reader of a file, by its first bytes and its extension
pages.py  csv_table.py  jsonl.py  feeds.py  mail.py  web.py     the readers, one per format
table.py        what the readers of rows share; mapping.py maps columns to fields
json_shapes.py  JSON Feed, WordPress REST, ninjs, lists in an object
feed_entry.py   an entry of a feed; wordpress.py: an export, which also holds what nobody has seen
page_headline.py   which of the titles of a web page is its headline; page_day.py: its day
items.py        what a reader returns, cleaned and checked for the desk
dates.py        dates as files spell them
folder.py       lists the files of folders
duplicates.py   finds items that tell the same story, by addresses.py, headlines.py and their words
folding.py      folds a piece into such an item, and takes it apart again
"""
