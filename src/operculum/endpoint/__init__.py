"""Stores elsewhere, reached over HTTP: the base is put into them, and questions are asked of them.

`client` sends requests and says clearly what went wrong, `publishing` speaks the SPARQL 1.1 Graph Store HTTP
Protocol, `protocol` the SPARQL 1.1 Protocol. Only the addresses that the user gives are ever asked.
"""
