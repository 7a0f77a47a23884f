"""What a society calls for, and who serves: meetings, calls, formats, topics, committees, seats."""
