"""Which proposals make a meeting together: what is covered, what somebody ticks, and what the solver answers."""
