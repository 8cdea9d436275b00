"""Code interview transcripts in the terminal, review themes, and carry quotes into Word with consent."""

__version__ = "0.1.0"
