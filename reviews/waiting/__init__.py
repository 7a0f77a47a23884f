"""The waiting list of a stage that approves: its order, and who is promoted from it."""
