"""Pages that gather from every floor: what waits for me, and the front page of a meeting."""
