"""Packs trained reader weights for the repository: matrices as int8 with one scale a row, no pickle."""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file


def pack(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """What training changed: the layers and the head; embeddings stay in the packaged model."""
    packed = dict[str, torch.Tensor]()
    for name, tensor in state.items():
        if "embeddings" in name or "pooler" in name:
            continue
        if tensor.ndim == 2 and min(tensor.shape) > 1:
            scale = tensor.abs().amax(dim=1).clamp(min=1e-8) / 127
            packed[name] = (tensor / scale[:, None]).round().to(torch.int8)
            packed[f"{name}.scale"] = scale.float()
        else:
            packed[name] = tensor.float().contiguous()
    return packed


def main() -> None:
    """`python -m tests.bench.pack_reader reader.pt config/reader.safetensors`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    save_file(pack(torch.load(arguments.trained, weights_only=True)), arguments.out)
    print(f"{arguments.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
