"""The APIs of the bridge: declared here once, a file each; `catalogue` has them all."""
