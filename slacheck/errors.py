"""The root of every error that slacheck raises on purpose.

    SlacheckError
    ├── Unreadable       source.problem   a file is not the YAML, contract or rule that it should be
    ├── QuantityError    quantity         a text is not an amount, a duration or a percentage
    └── EvaluationError  rule.value       a rule failed while it ran (its outcome is `broken`)

Only `face/` turns an error into words on a terminal and an exit code.
"""

from __future__ import annotations


class SlacheckError(Exception):
    """A failure that slacheck foresees and explains; anything else is a defect of slacheck."""
