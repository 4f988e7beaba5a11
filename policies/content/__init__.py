"""The one content format: `dump` writes a record's content from its working rows, `load` puts it back."""
