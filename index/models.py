"""Which encoder the settings name, and where its export stands."""

import os
from pathlib import Path

from index.encoder import Encoder, EncoderSettings

EXPORTS = "models-2"
"""The folder of a cache where exports stand; another name where `index.exporting` writes them in another way."""


def open_encoder(settings: EncoderSettings, cache: Path) -> Encoder:
    """The encoder that the settings name; the first call on a machine exports the model into `cache`.

    Raises EncoderError when the model is missing, altered or of a kind that cannot be exported.
    """
    if settings.backend == "torch":
        from index.exporting import TorchEncoder

        return TorchEncoder(settings)
    folder = export_folder(settings, cache)
    if not (folder / "export.json").is_file():
        from index.exporting import export

        export(settings, folder)
    from index.onnx_encoder import OnnxEncoder  # brings ONNX Runtime, which a build that has nothing to encode does without

    return OnnxEncoder(folder, settings)


def export_folder(settings: EncoderSettings, cache: Path) -> Path:
    """Where the export for these settings stands, made or not."""
    name = settings.fingerprint.replace("/", "_").replace(os.sep, "_")
    return cache / EXPORTS / name.lstrip("._")
