"""What is wrong or weak in rule packs, found without any contract but those of their cases; see `table`."""
