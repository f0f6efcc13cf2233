"""The commands, one file each: `add(subparsers)` declares its arguments, `run(arguments)` returns an exit code."""
