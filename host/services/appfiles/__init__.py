"""The file system of one app: addresses, the tree behind them, archives, and the handlers."""
