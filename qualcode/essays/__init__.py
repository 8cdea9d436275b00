"""Quotes on their way into essays: citation and what is kept."""
