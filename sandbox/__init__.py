"""One mini-program in its box: package, manifest, mount, view. Imports `bridge` only."""
