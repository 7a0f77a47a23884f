"""A meeting's process as one file that people read, keep and change: written, read, and what is wrong with it."""
