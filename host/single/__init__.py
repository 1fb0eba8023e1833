"""One running host for a home: other commands hand it what they were asked to open."""
