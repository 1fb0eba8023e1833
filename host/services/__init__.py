"""The handlers behind bridge.api, one file a family, each over the ports it needs."""
