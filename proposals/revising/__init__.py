"""A text over time: what changed between two of them, and the revision that a committee asks for."""
