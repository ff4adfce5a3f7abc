"""Texts that several of these tests write."""

from unicodedata import normalize

WHOLE = "Một dòng duy nhất, không đúng trang nào.".encode()
"""One line: a text that is no page, so it comes in whole."""

NFD = normalize("NFD", "Tít viết tách dấu")
