"""Small models of ours on top of the packaged one: their weights, and their exports."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from index.errors import EncoderError
from index.models import EXPORTS


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained model: `name`.safetensors beside `name`.json, which holds the SHA-256 of the weights."""

    folder: Path
    name: str

    @property
    def sha256(self) -> str:
        """Of the weights that belong to this version."""
        return str(json.loads((self.folder / f"{self.name}.json").read_text("utf-8"))["sha256"])

    def export_folder(self, cache: Path) -> Path:
        """Where the export stands, made or not."""
        return cache / EXPORTS / f"{self.name}_{self.sha256[:16]}"

    def is_exported(self, cache: Path) -> bool:
        """Whether the export is made."""
        return (self.export_folder(cache) / "export.json").is_file()

    def exported(self, cache: Path) -> Path:
        """The export, made the first time. Raises EncoderError when the weights are not those of this version."""
        folder = self.export_folder(cache)
        if not self.is_exported(cache):
            weights = self.folder / f"{self.name}.safetensors"
            if hashlib.sha256(weights.read_bytes()).hexdigest() != self.sha256:
                raise EncoderError(f"{weights} is not the file of this version; reinstall quotedesk")
            from index.exporting import export_trained

            export_trained(weights, folder)
        return folder
