"""What attendees do besides reading: places in sessions, who is registered, who was there, certificates, feedback."""
