"""Credentials in any text file."""
