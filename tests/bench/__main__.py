"""Measure the app and print tables in Markdown: `python -m tests.bench [PART…] [--runs N]`.

Parts: start, keys, desk, plan, related, search, beside, lists, spoken, export, copydesk (all
without a name). What is more than `--runs` belongs to one part and is told by its own `--help`:
`python -m tests.bench.bench_keys --help`.
"""

from __future__ import annotations

import argparse

from tests.bench import (
    bench_beside,
    bench_copydesk,
    bench_desk,
    bench_export,
    bench_keys,
    bench_lists,
    bench_plan,
    bench_related,
    bench_search,
    bench_spoken,
    bench_start,
)

PARTS = (
    "start",
    "keys",
    "desk",
    "plan",
    "related",
    "search",
    "beside",
    "lists",
    "spoken",
    "export",
    "copydesk",
)


def main() -> None:
    """Run the parts that were named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--runs",
        type=int,
        metavar="N",
        help="of each in start, keys, desk, plan, lists, spoken and copydesk",
    )
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    runs = ["--runs", str(options.runs)] if options.runs else []
    for part in PARTS:
        if part in (options.parts or PARTS):
            run(part, runs)
            print(flush=True)


def run(part: str, runs: list[str]) -> None:
    """Run one part."""
    if part == "start":
        bench_start.main(runs)
    elif part == "keys":
        bench_keys.main(runs)
    elif part == "desk":
        bench_desk.main(runs)
    elif part == "plan":
        bench_plan.main(runs)
    elif part == "search":
        bench_search.main([])
    elif part == "beside":
        bench_beside.main([])
    elif part == "lists":
        bench_lists.main(runs)
    elif part == "spoken":
        bench_spoken.main(runs)
    elif part == "export":
        bench_export.main([])
    elif part == "copydesk":
        bench_copydesk.main(runs)
    elif (bench_related.SHARED / "data").is_dir():
        bench_related.main([])
    else:
        print("related: the articles to measure with are not here")


if __name__ == "__main__":
    main()
