"""The question language: which excerpts, documents or participants are meant, in words a person types."""
