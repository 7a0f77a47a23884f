"""What a call asks of a proposal, and where the answers are shown."""
