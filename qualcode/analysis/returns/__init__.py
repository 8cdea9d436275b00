"""What comes back from workshops: read as it was typed, and held against the cards and questions it answers."""
