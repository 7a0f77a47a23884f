"""Two proposals become one: who may, the joint text, the letters about it."""
