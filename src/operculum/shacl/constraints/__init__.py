"""The constraint components of SHACL Core, a module for each section of the specification."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from operculum.shacl.constraints import (
    cardinality,
    logic,
    others,
    property_pairs,
    shape_based,
    strings,
    value_ranges,
    value_types,
)
from operculum.shacl.constraints.source import Reader

CORE_READERS: Final[Mapping[NamedNode, Reader]] = {
    **value_types.READERS,
    **cardinality.READERS,
    **value_ranges.READERS,
    **strings.READERS,
    **property_pairs.READERS,
    **logic.READERS,
    **shape_based.READERS,
    **others.READERS,
}
"""For each parameter of SHACL Core the function that reads its constraints."""
