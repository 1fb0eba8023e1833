"""A view in another process, as the host has it: a ViewPort like any other."""
