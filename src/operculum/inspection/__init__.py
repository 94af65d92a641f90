"""One thing shown whole: what it is, where it stands, who agrees, who disputes it and why, what it feeds."""

from operculum.inspection.descriptions import describe
from operculum.inspection.naming import resolve

__all__ = ["describe", "resolve"]
