"""Run the benchmarks and print their tables: ``python -m tests.benchmarks [--rounds N] [--sizes 1000,10000]``."""

from __future__ import annotations

import argparse

from tests.benchmarks import batch, flat, start


def main() -> None:
    """All tables, at reduced size unless told otherwise."""
    parser = argparse.ArgumentParser(description="Tables of ratios: medians of runs in turn.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", default="1000,10000", help="facts of the packs that are made")
    parser.add_argument("--only", choices=("start", "batch", "flat"), help="one of the tables")
    given = parser.parse_args()
    if given.only in (None, "start"):
        print(f"\nStart, to an empty Typer program:\n\n{start.run(given.rounds)}")
    if given.only in (None, "batch"):
        print(f"\nMany claims, to the obvious script:\n\n{batch.run(max(1, given.rounds // 5))}")
    if given.only in (None, "flat"):
        sizes = [int(size) for size in given.sizes.split(",")]
        print(f"\nSize of the pack, to the smallest:\n\n{flat.run(sizes, given.rounds)}")


if __name__ == "__main__":
    main()
