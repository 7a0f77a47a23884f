"""Programs as other systems write and read them, to and from the frozen program."""
