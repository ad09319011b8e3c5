"""One file per assistant, each with `AGENT`: its name, and how it is recognised.

Adding an assistant touches no other file.
"""
