"""Rules that look at more than one value: small generators that yield objections. One file per thing they look at."""
