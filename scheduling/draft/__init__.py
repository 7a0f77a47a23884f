"""A draft as the engine sees it: its problem, its rules and levels in words, its clashes."""
