"""Frameworks and libraries as data, one module each; see `pratique.lint.flow.model` for the words."""
