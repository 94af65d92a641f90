"""What every export says of itself: what it is for, how far it was reviewed, and which release it is."""

from operculum.model import KnowledgeBase, Status


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
    reviewed = sum(claim.status is Status.reviewed for claim in knowledge.claims)
    publisher = knowledge.release.publisher
    if reviewed:
        return (
            f"{reviewed} of {len(knowledge.claims)} claims have been reviewed clinically; all others are "
            f"drafts. The assessments were made by {publisher}."
        )
    return (
        "Status: draft. Nobody has reviewed it clinically. "
        f"The assessments were made by {publisher}, from the texts alone."
    )
