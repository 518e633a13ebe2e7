"""From files to ranked evidence: reading, splitting, encoding, storing and searching. Knows nothing of chat."""

__version__ = "0.1.0"
