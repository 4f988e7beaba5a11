"""Three partners who keep a copy while many write: by the change feed, by OAI-PMH and by webhooks."""
