"""What `./run` does once it has found a Python: only the standard library, since no package is there yet."""
