"""Search over a snapshot, related and retired programs. May import store, text and snapshot."""
