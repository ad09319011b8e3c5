"""One file per check.

Each defines `RULE` and `find(document) -> Iterator[Hit]`; offsets count characters of
`document.text`.
"""
