"""Letters to attendees about what a release changed in the sessions that they starred."""
