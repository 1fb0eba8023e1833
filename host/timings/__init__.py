"""How long each launch took: recorded, queried, shown."""
