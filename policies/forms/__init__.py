"""Forms of the desk: what a curator types becomes a working record, or comes back with a sentence."""
