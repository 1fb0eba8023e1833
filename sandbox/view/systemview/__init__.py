"""The process of a system view: `python -m sandbox.view.systemview END…`.

It shows one mini-program in the operating system's own WebView, through pywebview, and holds no
authority: no keys, no database, no handlers. What the page asks for goes to the host, as messages
of `wire`, over the one line it was born with.
"""
