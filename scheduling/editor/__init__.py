"""What the grid of a draft stands on: the draft kept on the desk, what it shows, its moves and what others cost."""
