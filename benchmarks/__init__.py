"""How fast, how small and how short: `python -m benchmarks` measures, and prints one table."""
