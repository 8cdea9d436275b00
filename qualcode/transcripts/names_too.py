"""Given names that are words, too: “Hope:” before a turn is somebody, though the text says that they hope."""

from __future__ import annotations

_ALSO_WORDS = """
amber angel april art august autumn basil bill bishop black blaze bob brook brown buddy carol charity chase
christian clay cliff colt crystal daisy dawn dean destiny dick don drew earl eve faith ford forest frank gay gene
ginger glen grace grant green guy harmony harry hazel heath heather holly honey hope hunter iris ivy jack jade
jasmine josh joy june king lily long mark mason max may melody mercy miles nick norm olive page parker pat patience
pearl peg penny piper porter price prudence ray reed rich rob robin rose ruby rusty sandy scout short skip sky
sterling stone sue summer sunny tanner ted trace van victor viola violet virginia wade white will wren young
"""

ALSO_WORDS = frozenset(_ALSO_WORDS.split())
"""In small letters."""
