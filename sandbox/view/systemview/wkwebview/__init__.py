"""WKWebView, macOS' own WebView, in pywebview's window: walls, scheme, bridge.

Written by Apple's documentation and WebKit's sources; nobody has run it (docs/engines.md). What
can be decided without Cocoa is in `walls` and `store`, and tested where there is none.
"""
