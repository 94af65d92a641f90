"""What every export says of itself: what it is for, how far it was reviewed, and which release it is."""

from operculum.model import KnowledgeBase


def notice(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return what goes with every export, a line each: release, intended use, state of review, licence."""
    release = knowledge.release
    lines = (
        f"{release.title}, version {release.version}, released {release.issued} by {release.publisher}.",
        release.intended_use,
        review(knowledge),
        f"Licence: {release.license}",
    )
    return tuple(" ".join(line.split()) for line in lines)


def review(knowledge: KnowledgeBase) -> str:
    """Say how many claims have been reviewed clinically, which of a draft is none."""
    publisher = knowledge.release.publisher
    if knowledge.reviewed:
        return (
            f"{knowledge.reviewed} of {len(knowledge.claims)} claims have been reviewed clinically; "
            f"all others are drafts. The assessments were made by {publisher}."
        )
    return (
        "Status: draft. Nobody has reviewed it clinically. "
        f"The assessments were made by {publisher}, from the texts alone."
    )
