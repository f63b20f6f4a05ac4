"""Programs that print tables of ratios; run all with ``python -m tests.benchmarks``. Nothing here is a test."""
