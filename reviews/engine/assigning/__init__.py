"""Assigning readers: the question, the flow that answers at once, the search, the proof, the reasons."""
