"""Widgets: given values, never the study."""
