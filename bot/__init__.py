"""From a question to a reply: the answering engine and its faces."""
