"""Questions asked of codings; reads the views coding_seen and coding_counted, never the table coding."""
