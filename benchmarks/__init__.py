"""Measures that anyone can run, side by side with what others publish: `python -m benchmarks.NAME`.

Each takes its data with `--data`; without it a tiny sample of our own says only that the measure works.
"""
