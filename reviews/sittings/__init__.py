"""A committee's sitting: its agenda, who is in the room, what is moved and carried, and the minutes."""
