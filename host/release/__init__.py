"""Fanlight's own newer versions: who installed this one, what is offered, and taking it.

Only an unpacked archive (packaging/archive.py) updates itself; see docs/packaging.md.
"""
