"""What a Python file imports, held against the repository: its own modules, and what its manifests declare."""
