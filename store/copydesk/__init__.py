"""The copy desk: rules that are data, checked over a text while it is written.

`Checker(rules).check(manuscript)` returns flags; `rule_files.built_in()` has our rules, and
`manuscript` makes a manuscript of an article, a page or any text.
"""
