"""Which of the society's letters tells a decision: what is known of it, and which letters are still to be sent."""
