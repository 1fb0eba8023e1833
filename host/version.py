"""The version of this host, the one place where it stands (pyproject.toml reads it)."""

VERSION = "0.1.0"
