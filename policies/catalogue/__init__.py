"""The read side: it reads editions and nothing else."""
