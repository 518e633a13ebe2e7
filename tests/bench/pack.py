"""Packs trained weights for the repository: matrices as int8 with one scale a row, no pickle."""

import argparse
import hashlib
import json
from pathlib import Path

import torch
from safetensors.torch import save_file


def pack(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """What training changed: the layers and the head; embeddings stay in the packaged model."""
    packed = dict[str, torch.Tensor]()
    for name, tensor in state.items():
        if "embeddings" in name or "pooler" in name:
            continue
        if tensor.ndim == 2 and "head" not in name:
            scale = tensor.abs().amax(dim=1).clamp(min=1e-8) / 127
            packed[name] = (tensor / scale[:, None]).round().to(torch.int8)
            packed[f"{name}.scale"] = scale.float()
        else:
            packed[name] = tensor.float().contiguous()
    return packed


def save_packed(trained: Path, out: Path) -> None:
    """Packs a checkpoint into a safetensors file."""
    save_file(pack(torch.load(trained, weights_only=True)), out)


def main() -> None:
    """`python -m tests.bench.pack reader.pt config/reader`: the weights as .safetensors, their SHA-256 into the .json beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    weights, parameters = arguments.out.with_suffix(".safetensors"), arguments.out.with_suffix(".json")
    save_packed(arguments.trained, weights)
    described = json.loads(parameters.read_text("utf-8")) if parameters.exists() else {}
    described["sha256"] = hashlib.sha256(weights.read_bytes()).hexdigest()
    parameters.write_text(json.dumps(described, indent=1) + "\n", "utf-8")
    print(f"{weights.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
