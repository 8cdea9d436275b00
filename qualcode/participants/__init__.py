"""Who said it: participants, consent, attributes, and what may leave the study, as what, for whom."""
