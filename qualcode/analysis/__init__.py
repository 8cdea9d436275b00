"""Questions asked of codings; reads the views coding_seen and coding_counted, never the table coding.

Whatever counts reads coding_counted, in which nothing is of people who withdrew.
"""
