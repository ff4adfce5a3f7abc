"""Mail as it is kept and sent: its parts, its headers, and every word of its text, decoded once.

messages.py     bytes as a message, within bounds
headers.py      who, when, about what
texts.py        the text among the parts

The readers of news and of a reporter's text (`store.articles.mail_text`) stand on it.
"""
