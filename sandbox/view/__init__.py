"""One mini-program's WebView: the port, and the QtWebEngine behind it."""
