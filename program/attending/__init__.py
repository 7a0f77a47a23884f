"""What attendees do besides reading: sign up where places are limited."""
