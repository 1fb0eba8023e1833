"""What may be said through the wall: names, messages, permissions, the gate. No Qt, no I/O."""
