"""Benchmarks, campaigns and training: `python -m tests.bench`. Not part of the wheel."""
