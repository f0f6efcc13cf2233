"""`python -m slacheck`."""

from __future__ import annotations

import sys

from slacheck.face.cli import main

if __name__ == "__main__":
    sys.exit(main())
