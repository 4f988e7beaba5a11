"""The programming interface: read-only, under /api/v1/."""
