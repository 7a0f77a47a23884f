"""What an exercise publishes: the body of an agenda, and how it is cited and exported."""
