"""What it means: challenge areas, codes, the tree and its rules, and codebook files."""
