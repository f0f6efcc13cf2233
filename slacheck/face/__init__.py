"""The faces: where disk, clock and terminal meet the pure core. They translate, and judge nothing."""

from __future__ import annotations

import os

# No plugin that happens to be installed may change how a contract is read; and none has to be looked for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
