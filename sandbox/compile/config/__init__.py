"""From app.json, page and component JSONs to what both layers of the runtime read."""
