"""Results out: a report as values, gathered from a study, and one writer for each format."""
