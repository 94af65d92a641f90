"""One validation, at once or part by part, as the data and the request allow; the verdict is the same."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from operculum.errors import UsageError
from operculum.partitions.work import Remark, Work
from operculum.progress import Progress, silent
from operculum.shacl import Engine
from operculum.store.finding import PIPE, find_files, is_large
from operculum.validation import Report
from operculum.validation import validate as validate_at_once

SCHEME: Final = "://"
"""What tells a URL from a path."""


def validate(
    paths: Sequence[str] | None = None,
    *,
    by: Sequence[Path] | None = None,
    sources: Iterable[Path] = (),
    changed: Mapping[str, Path] | None = None,
    base: Sequence[Path] | None = None,
    engine: Engine = "auto",
    work: Work | None = None,
    progress: Progress = silent,
    remark: Remark = silent,
    whole: bool = False,
) -> Report:
    """Judge files, folders and URLs as `operculum.validation.validate` does, however large they are.

    Large data, and whatever `work` asks for, are judged part by part; with shapes of one's own, changed
    texts, the reference engine, or where the `whole` SHACL report is wanted, all is judged at once. Where
    parts were asked for, `remark` is told why.

    Raises `InputError` for files that cannot be read (`BrokenInputsError` for several), `UsageError` for URLs
    where all is judged at once, and `LimitError` where the machine or the cluster does not suffice.
    """
    urls = [each for each in paths or () if SCHEME in each]
    local = None if paths is None else [Path(each) for each in paths if SCHEME not in each]
    reasons = _reasons_against_parts(local, by, changed, engine, whole=whole)
    if not reasons and (urls or work or _is_large(local if paths is not None else base)):
        from operculum.partitions.by_parts import judge_by_parts

        everything: list[Path | str] | None = None if local is None else [*local, *urls]
        asked = work or Work()
        report = judge_by_parts(
            everything,
            sources=sources,
            base=base,
            mapped=asked.mapped(),
            cache=asked.cache,
            progress=progress,
            remark=reasons.append,
        )
        if report is not None:
            return report
    if urls:
        raise UsageError(
            f"data behind a URL are judged in parts only{_because(reasons)}", remedy="Copy them here first."
        )
    if work and reasons:
        remark(f"all is judged at once, by this process{_because(reasons)}")
    return validate_at_once(local, by=by, sources=sources, changed=changed, base=base, engine=engine)


def _reasons_against_parts(
    paths: Sequence[Path] | None,
    by: Sequence[Path] | None,
    changed: Mapping[str, Path] | None,
    engine: Engine,
    *,
    whole: bool,
) -> list[str]:
    """Return what in a request keeps data from being judged in parts."""
    reasons = {
        "shapes of one's own may look anywhere": by,
        "passages are searched for in changed texts": changed,
        "the W3C report is one of all data": whole,
        "pySHACL knows no parts": engine == "pyshacl",
        "standard input and FHIR resources have no parts": any(map(_is_special, paths or ())),
    }
    return [reason for reason, holds in reasons.items() if holds]


def _because(reasons: Sequence[str]) -> str:
    return "".join(f": {reason}" for reason in reasons[:1])


def _is_special(path: Path) -> bool:
    """Tell whether a path is no file of RDF: standard input, or a FHIR resource."""
    return path.as_posix() == PIPE or path.suffix == ".json"


def _is_large(paths: Sequence[Path] | None) -> bool:
    return paths is not None and is_large(find_files(paths))
