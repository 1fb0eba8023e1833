"""What kind of thing a mini-program is to its people: few imports, the launcher's first paint has
this from here and nothing else of the manifest."""

from __future__ import annotations

import enum


class Category(enum.StrEnum):
    """Where a registry's page shows an app (`fanlight.listing.category`)."""

    BOOKS = "books"
    BUSINESS = "business"
    EDUCATION = "education"
    ENTERTAINMENT = "entertainment"
    FINANCE = "finance"
    FOOD = "food"
    GAMES = "games"
    GOVERNMENT = "government"
    HEALTH = "health"
    LIFE = "life"
    MEDIA = "media"
    NEWS = "news"
    SHOPPING = "shopping"
    SOCIAL = "social"
    TOOLS = "tools"
    TRAVEL = "travel"
