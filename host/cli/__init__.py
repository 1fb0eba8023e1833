"""The command line: click commands, a file each, no logic. The contract is docs/cli.md."""

import gc

# Collecting while modules come in finds nothing and takes time; `host.cli.frame` switches it on.
gc.disable()
