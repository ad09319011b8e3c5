"""Readers, one file per kind of file: where such a file gives values to names. See `reader`."""
