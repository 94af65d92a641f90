"""A store that misbehaves, played by a server of ours: every way to fail has its own plain words."""

import base64
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import pytest

from operculum.endpoint.addresses import check, query_service
from operculum.endpoint.client import Client, Credentials
from operculum.endpoint.protocol import ask
from operculum.endpoint.publishing import Step, publish
from operculum.errors import InputError, LimitError, UsageError
from operculum.query import prepare

JSON = "application/sparql-results+json"
TWO = (
    b'{"head":{"vars":["a"]},"results":{"bindings":'
    b'[{"a":{"type":"%s","value":"2"}},{"a":{"type":"literal","value":"1"}}]}}'
)
UNITED = (200, {"Content-Type": JSON}, b'{"boolean":false}')
NONE = b'{"head":{"vars":["graph"]},"results":{"bindings":[]}}'


class Behaviour(BaseHTTPRequestHandler):
    """What the server does: `answers` are taken one after the other, the last of them for ever."""

    protocol_version = "HTTP/1.1"
    answers: ClassVar[list] = []
    requests: ClassVar[list] = []

    def handle_any(self):
        """Note the request and give the next answer: a function, or a status, headers and content."""
        length = int(self.headers.get("Content-Length") or 0)
        self.requests.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer(self)
            return
        status, headers, content = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - names that the library looks for

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def store():
    """Run a server of ours on a free port, in a thread."""
    behaviour = type("Store", (Behaviour,), {"answers": [], "requests": []})

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_):
            """Be content that a client went away."""

    with Server(("127.0.0.1", 0), behaviour) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        behaviour.address = f"http://127.0.0.1:{server.server_address[1]}/store"
        yield behaviour
        server.shutdown()


def put(store, client=None):
    """Put two graphs into a store, and return those that it confirmed and the error that ended it."""
    steps, confirmed = [Step("put", f"urn:{name}", ("<a:a> <a:b> <a:c> .\n",)) for name in "ab"], []
    try:
        confirmed.extend(publish(steps, store.address, client or Client(timeout=1)))
    except (InputError, LimitError) as error:
        return confirmed, error
    return confirmed, None


def select(store):
    """Ask a store a question."""
    return ask(prepare("SELECT ?a { ?a ?b ?c }"), store.address, Client(timeout=1))


def drip(request):
    """Answer byte by byte, and never finish."""
    request.send_response(200)
    request.send_header("Content-Type", JSON)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    for _ in range(1000):
        request.wfile.write(b" ")
        request.wfile.flush()
        threading.Event().wait(0.05)


def hang_up(request):
    """Close the connection without a word."""
    request.close_connection = True


def break_off(request):
    """Promise more than is sent."""
    request.send_response(200)
    request.send_header("Content-Type", JSON)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(NONE)
    request.close_connection = True


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        ((404, {}, b""), InputError, "answered PUT with 404"),
        ((405, {"Content-Type": "text/plain"}, b"read only\x1b[31m"), InputError, "with 405: read only"),
        ((500, {"Content-Type": "text/html"}, b"<h1>no</h1>"), InputError, "answered PUT with 500. It was"),
        ((503, {}, b""), LimitError, "answered PUT with 503"),
        ((403, {}, b""), InputError, "Give --user and --password"),
        ((401, {"WWW-Authenticate": 'Negotiate realm="x"'}, b""), InputError, "answered PUT with 401"),
        ((301, {"Location": "http://127.0.0.1:1/"}, b""), InputError, "moved to http://127.0.0.1:1/"),
        ((202, {}, b""), InputError, "says only that it may do so later"),
        (hang_up, InputError, "cannot be asked"),
    ],
    ids=lambda case: getattr(case, "__name__", str(case)[:4]),
)
def test_a_graph_that_was_not_put_is_never_reported_as_put(store, answer, kind, said):
    """The first graph stands, the second failed: the error says which, why, and how many are done."""
    store.answers[:] = [(201, {}, b""), answer]
    confirmed, error = put(store)
    assert [step.graph for step in confirmed] == ["urn:a"]
    assert type(error) is kind
    assert said in str(error)
    assert "It was to put urn:b; 1 of 2 graphs are done" in str(error)


def test_a_graph_is_put_as_sorted_triples_under_its_name(store):
    """The request is that of the Graph Store Protocol."""
    store.answers[:] = [(204, {}, b"")]
    confirmed, error = put(store)
    assert (len(confirmed), error) == (2, None)
    method, path, headers, content = store.requests[0]
    assert (method, path, content) == ("PUT", "/store?graph=urn%3Aa", b"<a:a> <a:b> <a:c> .\n")
    assert headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert headers["User-Agent"].startswith("operculum/")
    assert "Authorization" not in headers


def test_a_password_is_sent_only_when_it_is_asked_for(store):
    """Basic authentication answers a challenge; another kind is told as an error."""
    client = Client(Credentials("curator", "secret"), timeout=1)
    store.answers[:] = [(401, {"WWW-Authenticate": 'Basic realm="store"'}, b""), (201, {}, b"")]
    assert put(store, client)[1] is None
    first, second = (headers.get("Authorization") for _, _, headers, _ in store.requests[:2])
    assert (first, second) == (None, f"Basic {base64.b64encode(b'curator:secret').decode()}")
    store.answers[:] = [(401, {"WWW-Authenticate": 'Negotiate realm="x"'}, b"")]
    assert "does not support the following scheme" in str(put(store, client)[1])


def test_a_password_does_not_follow_to_another_address(store):
    """A redirect is reported, not followed."""
    store.answers[:] = [(307, {"Location": "http://127.0.0.1:1/"}, b"")]
    error = put(store, Client(Credentials("curator", "secret"), timeout=1))[1]
    assert "moved to http://127.0.0.1:1/" in str(error)
    assert len(store.requests) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (
            (200, {"Content-Type": "text/html"}, b"<html>"),
            InputError,
            "answers text/html, which is no result",
        ),
        ((200, {"Content-Type": JSON}, b"{"), InputError, "answers what cannot be read"),
        ((200, {"Content-Type": JSON}, b'{"head":{},"boolean":true}'), InputError, "another question"),
        ((200, {"Content-Type": JSON, "X-SPARQL-MaxRows": "1"}, NONE), LimitError, "after 1 rows"),
        ((200, {"Content-Type": JSON, "X-SQL-State": "S1TAT"}, NONE), LimitError, "did not finish"),
        ((400, {"Content-Type": "text/plain"}, b"line 1:\n bad"), InputError, "with 400: line 1: bad"),
        (break_off, InputError, "broke off its answer"),
        (drip, LimitError, "no whole answer within 1 s"),
    ],
    ids=lambda case: getattr(case, "__name__", str(case)[:40]),
)
def test_what_is_no_whole_answer_is_an_error(store, answer, kind, said):
    """A part of a result, or something else, is never shown as a result."""
    store.answers[:] = [UNITED, answer]
    with pytest.raises(kind, match=said):
        select(store)


def test_typed_literals_of_old_are_understood(store):
    """Virtuoso calls a literal with a datatype `typed-literal`, as a draft of the standard did."""
    store.answers[:] = [UNITED, (200, {"Content-Type": JSON}, TWO % b"typed-literal")]
    assert [row[0].value for row in select(store).rows] == ["1", "2"]


def test_an_answer_without_end_is_a_limit(store, monkeypatch):
    """Only so much is read."""
    monkeypatch.setattr("operculum.endpoint.client.LONGEST", 30)
    store.answers[:] = [UNITED, (200, {"Content-Type": JSON}, NONE)]
    with pytest.raises(LimitError, match="more than 30 bytes"):
        select(store)


def test_a_store_with_very_many_graphs_must_unite_them_itself(store):
    """Each graph is named in the question, which cannot grow without bound."""
    graph = b'{"graph":{"type":"uri","value":"urn:%d"}}'
    rows = b",".join(graph % number for number in range(1001))
    content = NONE.replace(b'"bindings":[]', b'"bindings":[' + rows + b"]")
    store.answers[:] = [
        (200, {"Content-Type": JSON}, b'{"boolean":true}'),
        (200, {"Content-Type": JSON}, content),
    ]
    with pytest.raises(LimitError, match="holds 1001 graphs"):
        select(store)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1:7878/store",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:port/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nHost: x",
        "http://me:secret@127.0.0.1/store",
    ],
)
def test_only_plain_http_addresses_are_asked(address):
    """Files and other schemes are no stores, and a password has no place in an address."""
    with pytest.raises(UsageError):
        check(address)


@pytest.mark.parametrize(
    ("graph_store", "service"),
    [
        ("http://h/store", "http://h/query"),
        ("http://h/sparql-graph-crud-auth", "http://h/sparql"),
        ("http://h/base/data", "http://h/base/query"),
        ("http://h/repositories/base/rdf-graphs/service", "http://h/repositories/base"),
        ("http://h/base", "http://h/base"),
    ],
)
def test_the_query_service_lies_beside_the_graph_store(graph_store, service):
    """The known stores need only one address."""
    assert query_service(graph_store) == service


def test_a_user_needs_a_password(operculum):
    """One without the other is a slip that would otherwise show as a refusal."""
    outcome = operculum("publish", "--to", "http://127.0.0.1:1/store", "--user", "curator")
    assert outcome.status == 2
    assert "a user and a password belong together" in outcome.errors


def test_a_dry_run_asks_nobody(operculum):
    """Nothing listens at this address, and the plan is printed all the same, always the same."""
    first = operculum("publish", "--to", "http://127.0.0.1:1/store", "--dry-run")
    assert first == operculum("publish", "--to", "http://127.0.0.1:1/store", "--dry-run")
    assert first.status == 0
    assert "put https://w3id.org/operculum/kb/graph/mappings/clinical.sssom.tsv" in first.output
    assert "put https://w3id.org/operculum/kb/graph/ontology/operculum.ttl" in first.output
    assert "would be in http://127.0.0.1:1/store" in first.errors
