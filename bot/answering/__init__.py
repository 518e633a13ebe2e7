"""The engine's upper half: understands a question, reads what was found, chooses quotes, answers or stays silent."""
