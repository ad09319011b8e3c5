"""Data flow: whether a value that an outsider chooses reaches a sink, and what was done to it on the way.

A forward, flow- and path-sensitive abstract interpreter over the compiler's tree, which the linter
has parsed anyway to know that the file is Python. What frameworks and libraries do is data
(`pratique.lint.models`); the interpreter knows the language only.
"""
