"""The acts of the demo, in the order of demo.telling.ACTS: each file tells one, by what people do."""
