"""Whoever judges parts, and what was found out in earlier runs: only what changed is judged again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from operculum.errors import BrokenInputsError, Location, OperculumError
from operculum.namespaces import expanded
from operculum.partitions import kept, together
from operculum.partitions.background import Background
from operculum.partitions.division import Part
from operculum.partitions.judging import Judged, Mapped, Verdict
from operculum.partitions.locator import Locator
from operculum.partitions.memory import Memory
from operculum.partitions.together import Together
from operculum.progress import Progress
from operculum.validation.findings import Finding

Pair = tuple[Part, Judged]


@dataclass(frozen=True, slots=True)
class Judges:
    """Judges parts before a background; without a memory everything anew.

    A verdict holds as long as the bytes of the part's files, the background and the texts at hand are the
    same. `used` are the keys of all that was kept or recalled.
    """

    mapped: Mapped
    background: Background
    memory: Memory | None
    progress: Progress
    used: set[str] = field(default_factory=set)

    def judge(self, parts: Sequence[Part]) -> list[Pair]:
        """Return parts with what was judged of them; raises all errors in their files, not only the first."""
        judged: dict[int, Judged] = {}
        for place, each in self._judged(parts):
            judged[place] = each
            if len(parts) > 1:
                self.progress("parts judged", len(judged), len(parts))
        faults = _firsts(fault for place in sorted(judged) for fault in judged[place][0].faults)
        if len(faults) == 1:
            raise faults[0]
        if faults:
            raise BrokenInputsError(faults)
        return [(part, judged[place]) for place, part in enumerate(parts)]

    def _judged(self, parts: Sequence[Part]) -> Iterator[tuple[int, Judged]]:
        """Yield the verdicts on parts with their places, those that are known first."""
        keys = [self._key(part) for part in parts]
        missing = []
        for place, key in enumerate(keys):
            content = self._recalled(key)
            known = None if content is None else kept.judged_from_bytes(content)
            if known is None or not self._texts_are_the_same(known[0]):
                missing.append(place)
            else:
                yield place, known
        if missing:
            for position, judged in self.mapped([parts[place] for place in missing], self.background.told):
                place = missing[position]
                self._keep(keys[place], parts[place], judged)
                yield place, judged

    def together(self, pairs: Sequence[Pair]) -> Together:
        """Judge together what looks across parts; raises `ShapesError` where this takes another engine."""
        covered = [each for _, (verdict, _) in pairs for each in verdict.coverage]
        key = self._key_of_all(pairs)
        content = self._recalled(key)
        if content is not None:
            return kept.together_from_bytes(content)
        gathered = (gathered for _, (_, gathered) in pairs)
        found = together.judge(self.background.whole, gathered, covered, self.background.texts)
        if self.memory is not None:
            self.memory.write(key, kept.together_to_bytes(found))
        return found

    def located(self, findings: Sequence[Finding], pairs: Sequence[Pair]) -> list[Finding]:
        """Return what was found across parts with its place; what no part describes is nobody's."""
        pending = [each for each in findings if each.location is None and each.focus]
        key = self.background.key_of("places", self._key_of_all(pairs))
        content = self._recalled(key)
        before = {} if content is None else kept.places_from_bytes(content)
        now = {}
        for place, (part, (verdict, _)) in enumerate(pairs):
            mine = verdict.links.describing([_written(each.focus) for each in pending])
            if mine:
                name = str(place) if self.memory is None else self._key(part)
                now[name] = before.get(name) or list(_located([pending[each] for each in mine], part))
        if self.memory is not None and now != before:
            self.memory.write(key, kept.places_to_bytes(now))
        return [
            *(each for each in findings if each.location is not None),
            *(each for found in now.values() for each in found),
        ]

    def close(self) -> None:
        """Keep in memory what was of use."""
        if self.memory is not None:
            self.memory.close({*self.used, self.background.kept_as})

    def _keep(self, key: str, part: Part, judged: Judged) -> None:
        """Keep a verdict, unless a file was written meanwhile: its key may be that of the file before."""
        if self.memory is None or judged[0].faults:
            return
        if all(map(self.memory.files.is_unchanged, part.files)):
            self.memory.write(key, kept.judged_to_bytes(judged))

    def _recalled(self, key: str) -> bytes | None:
        self.used.add(key)
        return None if self.memory is None else self.memory.read(key)

    def _key(self, part: Part) -> str:
        if self.memory is None:
            return ""
        files = self.background.files_key(part.files)
        return self.background.key_of(self.background.key, str(part.shared), files)

    def _key_of_all(self, pairs: Sequence[Pair]) -> str:
        """Return a digest of all that judging together depends on."""
        if self.memory is None:
            return ""
        contents = (gathered.digest for _, (_, gathered) in pairs)
        covered = (each.source for _, (verdict, _) in pairs for each in verdict.coverage)
        texts = sorted(self.background.texts)
        return self.background.key_of("together", self.background.key, *contents, *covered, *texts)

    def _texts_are_the_same(self, verdict: Verdict) -> bool:
        return all((digest in self.background.texts) == at_hand for digest, at_hand in verdict.texts)


def _firsts(faults: Iterable[OperculumError]) -> tuple[OperculumError, ...]:
    """Return of the faults in each file the first, as if it had been read until there."""
    firsts: dict[str, OperculumError] = {}
    for fault in faults:
        name = (fault.location or Location("")).file
        firsts[name] = min(firsts.get(name, fault), fault, key=_line)
    return tuple(firsts.values())


def _written(focus: str | None) -> str:
    """Return the form of N-Triples of a node that is told by its IRI, or as `_:label`."""
    return focus if focus and focus.startswith("_:") else f"<{focus}>"


def _line(fault: OperculumError) -> int:
    return (fault.location and fault.location.line) or 0


def _located(findings: Sequence[Finding], part: Part) -> Iterator[Finding]:
    places = Locator(part.files)
    for each in findings:
        if each.focus is not None:
            yield replace(each, location=places.locate(each.focus, expanded(each.path or "")))
