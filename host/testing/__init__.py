"""Mini-programs in their authors' own test suites: a pytest fixture, and the driver behind it."""
