"""What was said: transcripts, turns, spans, the boundaries of words and sentences, and their layout."""
