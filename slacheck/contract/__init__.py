"""The contract language: its models, its taxonomy of clauses, and the reader that finds every problem of a file."""
