"""One generation in memory, and what is read from it. May import store and text, never the build."""
