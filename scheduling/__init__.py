"""The schedule: rooms, blocks, sessions, draft versions, the checker, the planner, the editor."""
