"""Planning who reads what: the question of a stage as numbers, the engine's answer, and the pages that show it."""
