"""The forms of a knowledge base by name."""

from difflib import get_close_matches

from operculum.errors import UsageError
from operculum.model import Form, KnowledgeBase
from operculum.namespaces import KB


def form_called(name: str, knowledge: KnowledgeBase) -> Form:
    """Return the form of a slug, a prefixed name or an IRI; raises `UsageError` where there is none."""
    slug = name.removeprefix(f"{KB}form/").removeprefix("form:")
    forms = {form.slug: form for form in knowledge.forms}
    if slug in forms:
        return forms[slug]
    near = get_close_matches(slug, forms, 1)
    remedy = f"Did you mean {near[0]!r}?" if near else f"The forms are {', '.join(sorted(forms)) or 'none'}."
    raise UsageError(f"no form is called {name!r}", remedy=remedy)
