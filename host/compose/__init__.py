"""Builds the object graph by calling constructors: the only room that knows all classes."""
