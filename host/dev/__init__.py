"""For those who make mini-programs: new projects, watching, registries of their own."""
