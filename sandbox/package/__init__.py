"""The `.ma` package: a W3C MiniApp ZIP whose signed index says what it holds, and where."""
