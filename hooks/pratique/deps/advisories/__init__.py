"""What is publicly known against released versions, in the OSV format, indexed for look-ups offline."""
