"""What requirements that are not pinned come to today: resolved by pip and looked up by pip-audit, on request only."""
