"""Verdicts kept in a folder that may be deleted at any time; what is damaged there is judged anew."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from operculum.errors import InputError, Location
from operculum.partitions.division import Part
from operculum.partitions.judging import Gathered, Judged, Mapped, Verdict
from operculum.partitions.links import Links
from operculum.partitions.shared import Shared
from operculum.store.parsing import read_bytes
from operculum.validation.findings import Coverage, Finding, PassageCount, Severity

FOLDER: Final = ".operculum-cache"


@dataclass(frozen=True, slots=True)
class Cached:
    """Judges only parts of which the folder holds no verdict, and keeps the verdict of each as it comes.

    A verdict holds as long as the bytes of the part's files, the context, the shapes and the version of the
    toolkit are the same, and the same texts are at hand.
    """

    mapped: Mapped
    folder: Path

    def __call__(self, parts: Sequence[Part], told: Shared) -> Iterator[tuple[int, Judged]]:
        """Yield the verdicts on parts with their places, those at hand first."""
        keys = [_key(part, told) for part in parts]
        missing = []
        for place, key in enumerate(keys):
            known = self._read(key)
            if known is None or not _texts_are_the_same(known[0], told):
                missing.append(place)
            else:
                yield place, known
        for position, judged in self.mapped([parts[place] for place in missing], told):
            place = missing[position]
            if not judged[0].faults:
                self._write(keys[place], judged)
            yield place, judged

    def _read(self, key: str) -> Judged | None:
        try:
            digest, content = (self.folder / key).read_bytes().split(b"\n", 1)
            if sha256(content).hexdigest().encode() != digest:
                return None
            return _from_json(json.loads(content))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def _write(self, key: str, judged: Judged) -> None:
        content = json.dumps(_to_json(judged), ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix="new-", delete=False) as file:
                file.write(sha256(content).hexdigest().encode() + b"\n" + content)
            Path(file.name).replace(self.folder / key)
        except OSError as error:
            reason = f"cannot be written: {error.strerror}"
            raise InputError(reason, Location(str(self.folder)), "Leave --changed away.") from None


def _key(part: Part, told: Shared) -> str:
    digest = sha256(told.key.encode())
    for name, below, resource in part.files:
        content = read_bytes(resource, name)
        digest.update(f"\n{name}\n{below}\n{sha256(content).hexdigest()}".encode())
    return digest.hexdigest()


def _texts_are_the_same(verdict: Verdict, told: Shared) -> bool:
    return all((digest in told.texts) == at_hand for digest, at_hand in verdict.texts)


def _to_json(judged: Judged) -> dict[str, Any]:
    verdict, gathered = judged
    links, columns = verdict.links, gathered.content
    return {
        "findings": [{**asdict(each), "severity": each.severity.name} for each in verdict.findings],
        "focusNodes": verdict.focus_nodes,
        "passages": asdict(verdict.passages),
        "coverage": [asdict(each) for each in verdict.coverage],
        "links": [_encoded(each) for each in (links.described, links.referred, links.keys)],
        "alone": verdict.alone,
        "texts": verdict.texts,
        "gathered": _encoded(columns),
    }


def _from_json(known: dict[str, Any]) -> Judged:
    verdict = Verdict(
        findings=tuple(_finding(each) for each in known["findings"]),
        focus_nodes=tuple((name, count) for name, count in known["focusNodes"]),
        passages=PassageCount(**known["passages"]),
        coverage=tuple(Coverage(**each) for each in known["coverage"]),
        links=Links(*(b64decode(each) for each in known["links"])),
        alone=known["alone"],
        texts=tuple((digest, at_hand) for digest, at_hand in known["texts"]),
        faults=(),
    )
    return verdict, Gathered(b64decode(known["gathered"]))


def _finding(known: dict[str, Any]) -> Finding:
    place = known.pop("location")
    location = None if place is None else Location(**place)
    return Finding(**{**known, "severity": Severity[known["severity"]], "location": location})


def _encoded(content: bytes) -> str:
    return b64encode(content).decode()
