"""Measures that anyone can run beside the product: `python -m benchmarks.NAME`."""
