"""The planner on the public benchmark CoSPLib: `python -m benchmarks.cosplib`."""
