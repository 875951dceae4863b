"""Programs side by side. May import what `app/web/deciding` may, and its facts."""
