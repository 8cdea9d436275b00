"""One screen or modal a file, with its style sheet beside it."""
