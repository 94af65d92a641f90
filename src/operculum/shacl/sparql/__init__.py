"""SHACL-SPARQL: queries in shapes, what they may contain, and how they run for many focus nodes at once."""
