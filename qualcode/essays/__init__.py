"""What a writer makes of the study: essays and their quotes, and drafts proven against what was really said."""
