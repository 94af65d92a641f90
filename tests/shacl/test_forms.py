"""What a store makes of literals is known before it is asked."""

import pytest
from pyoxigraph import Literal

from operculum.shacl.sparql.forms import Forms
from operculum.shacl.terms import XSD_INTEGER

FIVE, OTHER_FIVE, THIRD_FIVE = (Literal(form, datatype=XSD_INTEGER) for form in ("5", "05", "+5"))


@pytest.mark.parametrize(
    "batches",
    [
        [[FIVE, OTHER_FIVE]],
        [[FIVE], [OTHER_FIVE]],
        [[OTHER_FIVE], [FIVE]],
        [[OTHER_FIVE], [THIRD_FIVE], [FIVE]],
    ],
)
def test_two_forms_that_become_one_are_told_whichever_is_met_first(batches):
    """A store that holds both cannot tell which of them it has found."""
    forms = Forms()
    for batch in batches:
        forms.learn(batch)
    assert all(forms.merged([each]) for batch in batches for each in batch)


def test_a_form_alone_is_told_as_it_was_written():
    """The store writes another."""
    forms = Forms()
    forms.learn([OTHER_FIVE])
    assert not forms.merged([OTHER_FIVE])
    assert (forms.as_written(FIVE), forms.changed([OTHER_FIVE])) == (OTHER_FIVE, True)
