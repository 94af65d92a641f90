"""Queries answered from the columns of a data graph, without a store."""

from operculum.shacl.sparql.columns.algebra import Selection
from operculum.shacl.sparql.columns.conditions import NotColumnwise
from operculum.shacl.sparql.columns.joins import solutions
from operculum.shacl.sparql.columns.reading import selection_of

__all__ = ["NotColumnwise", "Selection", "selection_of", "solutions"]
