"""A system view on Windows: WebView2 in a window of pywebview's, walled in.

What is decided stands in modules without .NET (switches, rules, devtools, headers); `engine` and
`view` carry it to WebView2's objects, which `net` brings in and types.
"""
