"""What is installed, by whom, and with which rights: database, blobs, library, registry, fetch."""
