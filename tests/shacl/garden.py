"""Random shapes and data over a small vocabulary, so small that shapes and data often meet."""

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from operculum.namespaces import RDF, RDFS, XSD
from operculum.shacl.literals import value_of
from operculum.shacl.terms import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, SUBCLASS_OF, sh

EX = "https://example.org/"
NODES = [NamedNode(f"{EX}n{number}") for number in range(4)] + [BlankNode("b0"), BlankNode("b1")]
CLASSES = [NamedNode(f"{EX}C{number}") for number in range(3)]
PROPERTIES = [NamedNode(f"{EX}p{number}") for number in range(3)]


def typed(form: str, datatype: str) -> Literal:
    return Literal(form, datatype=NamedNode(XSD + datatype))


LITERALS = [
    *(typed(form, "integer") for form in ("1", "2", "10", "01", "x")),
    *(typed(form, "decimal") for form in ("1.0", "2.50", "10.")),
    *(typed(form, "double") for form in ("1e0", "NaN", "INF")),
    *(typed(form, "date") for form in ("2024-01-01", "2024-02-30", "2023-12-31Z")),
    *(typed(form, "dateTime") for form in ("2024-01-01T10:00:00", "2024-01-01T10:00:00Z", "2024-01-01")),
    *(typed(form, "boolean") for form in ("true", "0", "yes")),
    *(Literal(text) for text in ("", "pear", "apple pie", "Äpfel")),
    *(Literal("pear", language=tag) for tag in ("en", "en-GB", "de")),
    typed("200", "byte"),
    typed("P1Y", "duration"),
    Literal("pear", datatype=NamedNode(f"{EX}fruit")),
]
DATATYPES = [NamedNode(XSD + name) for name in ("integer", "decimal", "string", "date", "boolean", "byte")]
DATATYPES += [NamedNode(f"{RDF}langString"), NamedNode(f"{RDFS}Literal")]

triples = st.one_of(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES + LITERALS)),
    st.builds(Triple, st.sampled_from(NODES), st.just(RDF_TYPE), st.sampled_from(CLASSES)),
    st.builds(Triple, st.sampled_from(CLASSES), st.just(SUBCLASS_OF), st.sampled_from(CLASSES)),
)
data = st.lists(triples, min_size=3, max_size=25)

WELL_TYPED = [literal for literal in LITERALS if not value_of(literal).ill_typed]
NUMBERS = [literal for literal in WELL_TYPED if literal.value in {"2", "01", "2.50"}]
numbers = st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NUMBERS))
well_typed_data = st.lists(st.one_of(triples, numbers), min_size=3, max_size=25).map(
    lambda drawn: [
        each for each in drawn if not isinstance(each.object, Literal) or each.object in WELL_TYPED
    ]
)
"""Data for queries: rdflib puts any two literals in order, where SPARQL has an error.

Numbers that a store writes otherwise are frequent, so that those which queries compute meet them.
"""


class Writer:
    """Collects the triples of a shapes graph, drawing what they say."""

    def __init__(self, draw):
        self.draw = draw
        self.triples = []
        self.blanks = 0

    def one(self, values):
        return self.draw(st.sampled_from(values))

    def say(self, subject, name, value):
        self.triples.append(Triple(subject, sh(name), value))

    def blank(self):
        self.blanks += 1
        return BlankNode(f"s{self.blanks}")

    def list(self, members):
        rest = RDF_NIL
        for member in reversed(members):
            cell = self.blank()
            self.triples += [Triple(cell, RDF_FIRST, member), Triple(cell, RDF_REST, rest)]
            rest = cell
        return rest

    def path(self, depth=2):
        kind = self.one(["iri", "iri", "iri", "inverse", "sequence", "alternative", "star", "plus", "maybe"])
        if depth == 0 or kind == "iri":
            return self.one(PROPERTIES)
        if kind in {"sequence", "alternative"}:
            head = self.list([self.path(depth - 1), self.path(depth - 1)])
            if kind == "sequence":
                return head
            node = self.blank()
            self.say(node, "alternativePath", head)
            return node
        names = {"inverse": "inversePath", "star": "zeroOrMorePath", "plus": "oneOrMorePath"}
        node = self.blank()
        self.say(node, names.get(kind, "zeroOrOnePath"), self.path(depth - 1))
        return node

    def shape(self, depth, *, path):
        """Write a shape with a few constraints and return its node."""
        node = self.blank()
        if path:
            self.say(node, "path", self.path())
        choices = [*ANYWHERE, *(ON_PATHS if path else []), *(NESTED if depth else [])]
        choices += [qualified] if path and depth else []
        for write in self.draw(st.lists(st.sampled_from(choices), min_size=1, max_size=3, unique=True)):
            write(self, node, depth)
        if self.draw(st.booleans()):
            self.say(node, "severity", self.one([sh("Info"), sh("Warning"), NamedNode(f"{EX}grave")]))
        return node


def single(name, values):
    """Return a writer of one value of a parameter."""
    return lambda writer, node, _: writer.say(node, name, writer.one(values))


def members(name, values):
    """Return a writer of a list of values."""

    def write(writer, node, _):
        drawn = writer.draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))
        writer.say(node, name, writer.list(drawn))

    return write


def inner(name, *, listed=False, path=None):
    """Return a writer of shapes within a shape."""

    def write(writer, node, depth):
        paths = [path if path is not None else writer.draw(st.booleans()) for _ in range(2 if listed else 1)]
        shapes = [writer.shape(depth - 1, path=each) for each in paths]
        writer.say(node, name, writer.list(shapes) if listed else shapes[0])

    return write


def closed(writer, node, _):
    writer.say(node, "closed", typed("true", "boolean"))
    if writer.draw(st.booleans()):
        writer.say(node, "ignoredProperties", writer.list([RDF_TYPE, PROPERTIES[0]]))


def qualified(writer, node, depth):
    writer.say(node, "qualifiedValueShape", writer.shape(depth - 1, path=writer.draw(st.booleans())))
    writer.say(node, writer.one(["qualifiedMinCount", "qualifiedMaxCount"]), writer.one(COUNTS))
    if writer.draw(st.booleans()):
        writer.say(node, "qualifiedValueShapesDisjoint", typed("true", "boolean"))


COUNTS = [typed(str(number), "integer") for number in range(3)]
KINDS = [sh(kind) for kind in ("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral")]
PATTERNS = [Literal(text) for text in ("p+", "^https", "[0-9]$", "ÄP")]
BOUNDS = [literal for literal in LITERALS if literal.value not in {"x", "yes", "NaN"}]

ANYWHERE = [
    single("class", CLASSES),
    single("datatype", DATATYPES),
    single("nodeKind", KINDS),
    *(single(name, BOUNDS) for name in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")),
    single("minLength", COUNTS),
    single("maxLength", COUNTS),
    single("pattern", PATTERNS),
    members("languageIn", [Literal("en"), Literal("de"), Literal("*")]),
    members("in", NODES[:4] + LITERALS),
    single("hasValue", NODES[:4] + LITERALS),
    single("equals", PROPERTIES),
    single("disjoint", PROPERTIES),
    closed,
]
ON_PATHS = [
    single("minCount", COUNTS),
    single("maxCount", COUNTS),
    single("uniqueLang", [typed("true", "boolean")]),
    single("lessThan", PROPERTIES),
    single("lessThanOrEquals", PROPERTIES),
]
NESTED = [
    inner("node", path=False),
    inner("property", path=True),
    inner("property", path=True),
    inner("not"),
    *(inner(name, listed=True) for name in ("and", "or", "xone")),
]


@st.composite
def shapes(draw):
    """Draw a shapes graph of up to three shapes with targets."""
    writer = Writer(draw)
    for _ in range(draw(st.integers(1, 3))):
        node = writer.shape(2, path=draw(st.booleans()))
        target = writer.one(["targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"])
        values = {"targetNode": NODES[:4] + LITERALS[:3], "targetClass": CLASSES}.get(target, PROPERTIES)
        writer.say(node, target, writer.one(values))
    return writer.triples


QUERIES = [
    "SELECT $this ?value WHERE { $this ex:p0 ?value . FILTER(isLiteral(?value)) }",
    "SELECT $this ?value (ex:p1 AS ?path) { $this ex:p1 ?value . FILTER(isNumeric(?value) && ?value > 1) }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:p0 ?any } }",
    "SELECT $this ?value WHERE { $this ex:p0|ex:p1 ?value . ?other ex:p2 ?value . FILTER(?other != $this) }",
    "SELECT $this ?value WHERE { { $this ex:p0 ?value } UNION { ?value ex:p1 $this } }",
    "SELECT $this WHERE { $this ex:p0 ?one . OPTIONAL { $this ex:p1 ?two } FILTER(!bound(?two)) }",
    "SELECT $this ?value WHERE { $this ex:p0+ ?value . FILTER(?value = $this || isBlank(?value)) }",
    "SELECT $this WHERE { $this ex:p0 ?one, ?two . FILTER(str(?one) < str(?two)) }",
    "SELECT $this (count(?any) AS ?n) WHERE { $this ex:p0 ?any } GROUP BY $this HAVING (count(?any) > 1)",
    "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER(lang(?value) = 'en') }",
    "SELECT $this { $this a/rdfs:subClassOf* ex:C1 . FILTER NOT EXISTS { $this ex:p1 ?a . $this ex:p2 ?a } }",
    "SELECT $this ?value { $this ^ex:p0/ex:p1 ?value . BIND(datatype(?value) AS ?t) FILTER(bound(?t)) }",
    "SELECT $this ?value { $this ex:p0 ?value . FILTER NOT EXISTS { ?value ex:p1 ?x . $this ex:p2 ?x } }",
    "SELECT $this { FILTER EXISTS { $this ex:p0 ?x . ?x ex:p1 ?y } FILTER NOT EXISTS { $this ex:p2 ?x,?y } }",
    "SELECT $this WHERE { { SELECT $this WHERE { $this ex:p1 ?any } } FILTER EXISTS { ?x ex:p0 $this } }",
    "SELECT $this (count(?any) AS ?value) WHERE { $this ex:p0 ?any } GROUP BY $this",
    "SELECT $this (?same AS ?value) WHERE { $this ex:p1 ?one . BIND(?one AS ?same) }",
    "SELECT $this ?value { $this ex:p0 ?a OPTIONAL { $this ex:p1 ?b } BIND(COALESCE(?b, 1) AS ?value) }",
]


@st.composite
def queries(draw):
    """Draw a shapes graph whose only constraints are queries."""
    writer = Writer(draw)
    prefixes = writer.blank()
    declaration = writer.blank()
    writer.say(prefixes, "declare", declaration)
    writer.say(declaration, "prefix", Literal("ex"))
    writer.say(declaration, "namespace", typed(EX, "anyURI"))
    for query in draw(st.lists(st.sampled_from(QUERIES), min_size=1, max_size=2, unique=True)):
        shape, constraint = writer.blank(), writer.blank()
        writer.say(shape, "sparql", constraint)
        writer.say(constraint, "select", Literal(query))
        writer.say(constraint, "prefixes", prefixes)
        if draw(st.booleans()):
            writer.say(shape, "path", writer.path())
        writer.say(shape, writer.one(["targetSubjectsOf", "targetObjectsOf"]), writer.one(PROPERTIES))
    return writer.triples
