"""LangChain's hybrid search: Chroma and BM25Retriever under EnsembleRetriever, brought up to date through its indexing API."""

from pathlib import Path

import common
from langchain_chroma import Chroma
from langchain_classic.indexes import SQLRecordManager, index
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings

_FOUND = 10


def _store(folder: Path) -> Chroma:
    return Chroma("articles", HuggingFaceEmbeddings(model_name=common.model()), persist_directory=str(folder))


def build(articles: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    documents = [Document(text, metadata={"source": article["id"]}) for article in common.read(articles) for text in common.chunks(article)]
    records = SQLRecordManager("articles", db_url=f"sqlite:///{folder / 'records.sqlite3'}")
    records.create_schema()
    index(documents, records, _store(folder), cleanup="full", source_id_key="source", batch_size=500, key_encoder="sha256")


def open_index(folder: Path) -> common.Search:
    store = _store(folder)
    held = store.get(include=["documents", "metadatas"])
    documents = [Document(text, metadata=about) for text, about in zip(held["documents"], held["metadatas"], strict=True)]
    words = BM25Retriever.from_documents(documents, k=_FOUND)
    both = EnsembleRetriever(retrievers=[words, store.as_retriever(search_kwargs={"k": _FOUND})], weights=[0.5, 0.5])
    return lambda question: [document.page_content for document in both.invoke(question)]


common.main(build, open_index)
