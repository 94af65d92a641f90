"""Write a synthetic base: `python benchmarks/generate.py FOLDER --claims 10000 --seed 1 --faults 1`."""

import argparse
from pathlib import Path
from typing import get_args

from synthetic.faults import Spoiler
from synthetic.world import World
from synthetic.writing import Format, write


def main() -> None:
    """Read the command line, write the base, and say how large it is."""
    parser = argparse.ArgumentParser(description="Write a synthetic base in Operculum's model.")
    parser.add_argument("folder", type=Path, help="an empty or new folder")
    parser.add_argument("--claims", type=int, default=1000, help="how many claims (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another base (default: 1)")
    parser.add_argument("--faults", type=int, default=0, help="how many faults of each kind (default: none)")
    parser.add_argument("--form", choices=get_args(Format), default="turtle", help="default: turtle")
    given = parser.parse_args()
    try:
        world = World(given.claims, given.seed)
        spoiler = Spoiler(world, given.faults) if given.faults else None
        triples = write(world, given.folder, given.form, spoiler)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    print(f"{given.folder}: {given.claims} claims of {world.sources} sources, {triples} triples")
    if spoiler:
        print(f"{len(spoiler.occasions)} faults, {len(spoiler.expected())} findings in expected.tsv")


if __name__ == "__main__":
    main()
