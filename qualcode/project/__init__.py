"""The open study, the only owner of its database."""
