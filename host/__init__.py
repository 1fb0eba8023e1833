"""Many boxes on one person's machine: store, launch, services, shell, command line."""
