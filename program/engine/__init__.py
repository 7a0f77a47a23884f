"""What is counted without any table: plain Python on frozen dataclasses."""
