"""Insecure patterns in Python, with fixes that keep the file's formatting."""
