"""Who the person is, to one app: a provider behind a port, and the handlers over it."""
