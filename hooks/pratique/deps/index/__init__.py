"""What a package index says about projects and releases, asked only where the user wants it (`--online`)."""
