"""Is all well? The doctor, logs and report bundles."""
