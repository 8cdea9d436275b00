"""Counts one can trust: tables of codes, how far a theme reaches, and when nothing new came any more."""
