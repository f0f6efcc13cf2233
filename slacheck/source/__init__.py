"""YAML bytes to a positioned tree: `decode` makes a `Source`, `read` makes a `Node`, `excerpt` shows a place.

Nothing here knows what a contract is. Every failure is one `Unreadable` that holds all the problems found.
"""

from __future__ import annotations
