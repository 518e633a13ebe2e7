"""The vector index over passages, through Chroma. The only file that imports chromadb."""

import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import numpy.typing as npt
from chromadb.config import Settings

_COLLECTION = "passages"
_BATCH = 2_000
_EF_SEARCH = 200
_SYNC_THRESHOLD = 1_000


class DenseIndex:
    """A Chroma collection of unit vectors under string keys, cosine distance, in a folder of its own.

    Chroma's embedded store is not safe between processes that write: a builder works on a clone that nobody else has
    open, and readers only query.
    """

    def __init__(self, folder: Path) -> None:
        """Opens an existing collection. Raises FileNotFoundError where there is none (Chroma would make an empty one)."""
        if not (folder / "chroma.sqlite3").is_file():
            raise FileNotFoundError(2, "no vector index", str(folder))
        self._client = _client(folder)
        self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)

    @staticmethod
    def create(folder: Path) -> "DenseIndex":
        """Makes an empty collection in a new folder."""
        client = _client(folder)
        hnsw: dict[str, Any] = {"space": "cosine", "ef_construction": 100, "max_neighbors": 16, "ef_search": _EF_SEARCH}
        client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": hnsw})
        client.close()
        return DenseIndex(folder)

    @staticmethod
    def clone(source: Path, folder: Path) -> "DenseIndex":
        """A copy of another collection's files, opened."""
        shutil.copytree(source, folder)
        return DenseIndex(folder)

    def add(self, keys: Sequence[str], vectors: npt.NDArray[np.float32]) -> None:
        """Adds vectors of shape (len(keys), d)."""
        for i in range(0, len(keys), _BATCH):
            self._collection.add(ids=list(keys[i : i + _BATCH]), embeddings=np.asarray(vectors[i : i + _BATCH], np.float32))

    def remove(self, keys: Sequence[str]) -> None:
        """Removes vectors by key."""
        for i in range(0, len(keys), _BATCH):
            self._collection.delete(ids=list(keys[i : i + _BATCH]))

    def settle(self, dimension: int) -> None:
        """Makes Chroma fold its log into the graph on disk, then closes.

        It does so by itself only every thousand writes, and a reader that finds a remainder folds it in, which writes:
        two readers would then write the same files. A lowered threshold and two writes that cancel out leave none.
        """
        folder = Path(self._client.get_settings().persist_directory)
        self._fold_in_every(2)
        self.close()
        settled = DenseIndex(folder)
        padding = ["padding-1", "padding-2"]
        settled.add(padding, np.ones((2, dimension), np.float32))
        settled.remove(padding)
        settled._fold_in_every(_SYNC_THRESHOLD)
        settled.close()

    def _fold_in_every(self, writes: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # chromadb's own, about its stored configuration
            self._collection.modify(configuration={"hnsw": {"sync_threshold": writes, "batch_size": max(2, writes // 10)}})

    def nearest(self, vector: npt.NDArray[np.float32], limit: int) -> list[str]:
        """Keys of the nearest vectors, nearest first."""
        found = self._collection.query(query_embeddings=vector[None, :], n_results=limit, include=[])
        return list(found["ids"][0])

    def __len__(self) -> int:
        """Vectors held."""
        return int(self._collection.count())

    def close(self) -> None:
        """Lets go of the files."""
        self._client.close()


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb's client type lacks close()
    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
