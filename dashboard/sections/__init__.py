"""One module for each role: what waits for a person in it, or nothing when she has not got the role."""
