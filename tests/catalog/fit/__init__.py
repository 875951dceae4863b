"""Tests of fit: what each program answers to what a family needs."""
