"""Reviews: stages, rubrics, conflicts, assignments, scores, decisions and what their letters say."""
