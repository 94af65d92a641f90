"""What the tests of the exporters share: the shipped base, and what is made of it."""

import pytest
from exporting import texts_of

from operculum.store import knowledge_base, read


@pytest.fixture(scope="session")
def dataset():
    """Return what the shipped files say."""
    return read()


@pytest.fixture(scope="session")
def knowledge(dataset):
    """Return the shipped base."""
    return knowledge_base(dataset)


@pytest.fixture(scope="session")
def exported(knowledge):
    """Return what an exporter makes of the shipped base, made once."""
    made = {}

    def export(name):
        if name not in made:
            made[name] = texts_of(name, knowledge)
        return made[name]

    return export
