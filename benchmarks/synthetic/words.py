"""The vocabulary of the grammar: no word of it hedges, and no name of it has a digit or a full stop."""

from typing import Final

KINDS: Final = {
    "anatomy": ("fold", "canal", "lining", "gland", "valve", "membrane", "ridge", "pouch", "duct", "rim"),
    "substance": ("gel", "film", "serum", "foam", "resin", "broth", "salve", "tincture", "powder", "oil"),
    "process": ("tide", "ripening", "pulse", "turnover", "drift", "renewal", "sealing", "flow", "rest"),
    "finding": ("itch", "ache", "blush", "swelling", "murmur", "tingle", "cramp", "chill", "thirst"),
    "condition": ("fever", "catarrh", "palsy", "colic", "ague", "croup", "stupor", "vertigo", "grippe"),
    "behaviour": ("fasting", "walking", "humming", "bathing", "napping", "singing", "knitting", "rowing"),
}
"""The schemes of the general concepts, each with the nouns that stand in it."""

ACTIONS: Final = ("call", "visit", "letter", "consultation", "review", "follow-up", "referral", "check")
QUANTITIES: Final = ("duration", "share", "depth", "count", "width", "weight", "warmth", "pace")

ADJECTIVES: Final = (
    "amber", "arid", "blunt", "brisk", "calm", "clear", "coarse", "cool", "crisp", "curved", "deep",
    "dense", "dim", "downy", "dull", "even", "faint", "fine", "firm", "flat", "frail", "fresh", "glossy",
    "grey", "hollow", "keen", "lean", "limp", "loose", "mild", "moist", "naïve", "narrow", "pale",
    "plain", "quick", "ripe", "rough", "round", "sharp",
)  # fmt: skip
PLACES: Final = (
    "antechamber", "apse", "basin", "bay", "bough", "brook", "causeway", "cellar", "cloister", "cove",
    "delta", "dune", "eaves", "estuary", "fjord", "ford", "gallery", "garret", "glade", "grove",
    "harbour", "heath", "inlet", "isle", "lagoon", "ledge", "marsh", "meadow", "moor", "nave", "orchard",
    "porch", "quay", "ravine", "reef", "strait", "terrace", "vault", "weir", "wharf",
)  # fmt: skip
ORIGINS: Final = (
    "Ardèche", "Bergen", "Córdoba", "Dvůr", "Évora", "Fårö", "Győr", "Húsavík", "İzmir", "Jönköping",
    "Kärnten", "Łódź", "München", "Nîmes", "Ørsta", "Pärnu", "Québec", "Rhône", "São", "Tromsø",
)  # fmt: skip

VERBS: Final = {
    "protects": ("shield", "shields"),
    "protectsAgainst": ("guard against", "guards against"),
    "prevents": ("ward off", "wards off"),
    "composedOf": ("consist of", "consists of"),
    "producedBy": ("come from", "comes from"),
    "occursDuring": ("happen during", "happens during"),
    "precedes": ("go before", "goes before"),
    "changes": ("alter", "alters"),
    "indicates": ("point to", "points to"),
    "causes": ("bring about", "brings about"),
    "associatedWith": ("go along with", "goes along with"),
    "increases": ("raise", "raises"),
    "decreases": ("lower", "lowers"),
    "increasesRiskOf": ("make way for", "makes way for"),
    "decreasesRiskOf": ("leave less room for", "leaves less room for"),
    "enables": ("open the door to", "opens the door to"),
    "hinders": ("slow down", "slows down"),
    "treats": ("relieve", "relieves"),
}
"""The plain predicates, each with its verb as it stands after a hedge, and by itself."""

CUES: Final = {
    "possible": ("may", "might", "could"),
    "ability": ("can",),
    "hypothesised": ("theory",),
}
"""The words that hedge, by the modality they make."""

TAILS: Final = (
    "", "", "", ", day and night", ", as the nurse explained", ", on either side", ", in every season",
    ", which the clinic has known for long", ", so the leaflet says", " – and that is all",
    ", “as it should”",
)  # fmt: skip
HEADINGS: Final = ("What it is", "How it works", "What changes it", "When to ask", "What the clinic says")
QUESTIONS: Final = (
    "What does that mean for the day?",
    "How would you tell?",
    "Why does it matter?",
    "And then what?",
)
FIRST_NAMES: Final = ("Harbour", "Meadow", "Lantern", "Willow", "Compass", "Feather", "Pebble", "Orchard")
LAST_NAMES: Final = ("Health", "Pages", "Letters", "Almanac", "Clinic", "Review", "Bulletin", "Notes")
