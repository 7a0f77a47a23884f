"""A whole meeting told in acts, by calling the actions a person would call."""
