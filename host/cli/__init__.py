"""The command line: click commands, a file each, no logic. The contract is docs/cli.md."""
