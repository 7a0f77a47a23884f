"""Where the story takes place, and what it is about."""

from django.utils import timezone

from demo.dates import last_years, this_years

MEETING = this_years(timezone.now()).slug
DECIDED = last_years(timezone.now()).slug
TITLE = "Iron in Inflamed Marrow: Who Starves, Who Feeds"
SUMMARY = (
    "Inflammation hides iron from microbes and from red cells alike. We bring together those who follow it through "
    "macrophages, stem cells and the gut, and ask at which of these places a treatment could act first."
)
ANSWERS = {
    "Why now, and what is new?": "Sensors of iron inside single living cells were shown this year by two groups.",
    "Which part of the society’s research agenda does it serve?": "Red cell disorders in chronic disease.",
    "Who should come?": "Everybody who works on iron, infection or the marrow niche.",
    "What will participants be able to do afterwards?": "Say where in the marrow iron is short, and how one knows.",
}
PEOPLE = (
    ("Co-chair", "Nadia", "Horvat", "Institute of Blue Mountain"),
    ("Speaker", "Felix", "Fuchs", "Klinikum Nordwald"),
    ("Speaker", "Amara", "Lindqvist", "University of Westmarch"),
    ("Speaker", "Tomas", "Moreau", "Université des Falaises"),
)
ORDER = (
    ("Talk", "Iron sensors in living cells", "Felix Fuchs", 30),
    ("Discussion", "", "", 20),
    ("Talk", "What the macrophage keeps", "Amara Lindqvist", 30),
    ("Discussion", "", "", 20),
    ("Break", "", "", 20),
    ("Talk", "Hungry stem cells", "Tomas Moreau", 30),
    ("Discussion", "Where would one act first?", "", 30),
)
"""Three hours, 70 minutes of them discussion."""
