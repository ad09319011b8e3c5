"""Declared dependencies: which versions are named where, and what is known against them."""
