"""Letters: templates with named placeholders, preview, hold, queue, sending and log."""
