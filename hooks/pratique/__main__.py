"""`python -m pratique`, the same as the command `pratique`."""

from pratique.cli import main

raise SystemExit(main())
