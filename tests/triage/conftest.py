"""What the tests of triage share: the shipped base and its forms."""

import pytest

from operculum.store import knowledge_base, read


@pytest.fixture(scope="session")
def shipped():
    """Return the shipped knowledge base."""
    return knowledge_base(read(None))


@pytest.fixture
def form(shipped):
    """Return a way to get a form by its slug."""
    return {form.slug: form for form in shipped.forms}.__getitem__
