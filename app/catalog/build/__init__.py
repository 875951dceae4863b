"""Makes a generation from the content. May import store, text and snapshot; only commands import it."""
