"""The faces: each reads input and renders an Answer, nothing else."""
