"""Measure everything side by side in one run, and write the report.

`python benchmarks/run.py` takes bases of 100 to 100,000 claims, the slow references up to 1,000;
`--sizes 1000000` and `--reference 10000` ask for more. Nothing is asserted: times are shown.
"""

import argparse
import sys
from pathlib import Path

from measuring import report
from measuring.contests import CONTESTS
from measuring.running import Request, hold

HERE = Path(__file__).parent


def main() -> None:
    """Read the command line, hold the contests, and write the report after each result."""
    parser = argparse.ArgumentParser(description="Measure Operculum beside other tools.")
    parser.add_argument(
        "--sizes", default="100,1000,10000,100000", help="claims, separated by commas (default: %(default)s)"
    )
    parser.add_argument(
        "--reference", type=int, default=1000, help="largest size for pySHACL and rdflib (default: 1000)"
    )
    parser.add_argument(
        "--only",
        default="",
        help=f"contests, of {', '.join(contest.name for contest in CONTESTS)}; "
        "more than 100,000 claims are for validate alone, unless another is named here",
    )
    parser.add_argument("--seconds", type=float, default=3600, help="the most that one process may take")
    parser.add_argument(
        "--data", type=Path, default=HERE.parent / "build" / "benchmarks", help="where bases are kept"
    )
    parser.add_argument("--out", type=Path, default=HERE / "report", help="where the report goes")
    given = parser.parse_args()
    wanted = [name for name in given.only.split(",") if name]
    contests = [contest for contest in CONTESTS if not wanted or contest.name in wanted]
    sizes = tuple(sorted(int(size) for size in given.sizes.split(",")))
    given.data.mkdir(parents=True, exist_ok=True)
    request = Request(sizes, given.reference, given.seconds, given.data.resolve(), frozenset(wanted))
    results = []
    for result in hold(contests, request, lambda line: print(line, file=sys.stderr)):
        results.append(result)
        path = report.write(results, given.out)
    print(path)


if __name__ == "__main__":
    main()
