"""Verbs: the only place where a state changes."""
