"""What the shell offers for a name that is half typed; the base is read only then."""

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

from operculum.cli.settings import Settings
from operculum.errors import OperculumError

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def entities(*kinds: str) -> Completion:
    """Return what completes the names of entities: slugs, or prefixed names after a colon.

    `kinds` are collections of the knowledge base, such as "concepts"; without any, all entities are meant.
    """

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        del parameter
        from operculum.namespaces import compact

        try:
            knowledge = Settings(context.find_root().params.get("kb")).knowledge_base()
        except OperculumError:
            return []
        meant = [each for kind in kinds for each in getattr(knowledge, kind)] or knowledge.entities()
        named = {compact(each.iri) if ":" in typed else each.slug for each in meant}
        return [CompletionItem(name) for name in sorted(named) if name.startswith(typed)]

    return complete


def queries(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Complete the name of a shipped query, or that of a file where no query begins so."""
    del context, parameter
    from operculum.query.catalogue import catalogue

    named = [CompletionItem(each.name) for each in catalogue() if each.name.startswith(typed)]
    return named or [CompletionItem(typed, type="file")]
