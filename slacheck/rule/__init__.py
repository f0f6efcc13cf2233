"""The rule language: parse, check, compile, trace; and the packs written in it."""
