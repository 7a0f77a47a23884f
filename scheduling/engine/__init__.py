"""The schedule as mathematics: the problem, the checker that judges a plan, the planner that makes one."""
