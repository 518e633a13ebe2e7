"""The architecture: layers, one file for each heavy library, no import cycle."""

import ast
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {
    "torch": {"index/exporting.py"},
    "sentence_transformers": {"index/exporting.py"},
    "transformers": {"index/exporting.py"},
    "onnxruntime": {"index/onnx.py", "index/exporting.py"},
    "tokenizers": {"index/onnx.py"},
    "chromadb": {"index/dense.py"},
    "bm25s": {"index/lexical.py"},
    "rank_bm25": {"bot/answering/pool.py"},
    "trafilatura": {"index/reading/html.py"},
    "simsimd": {"index/vectors.py"},
    "feedparser": {"index/reading/xml_news.py"},
    "warcio": {"index/reading/warc.py"},
    "pypdf": {"index/reading/documents.py"},
    "docx": {"index/reading/documents.py"},
    "py3langid": {"index/languages.py"},
    "watchfiles": {"index/following/watching.py"},
    "httpcore": {"index/following/fetching.py"},
}


def imports(path: Path) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def sources() -> list[Path]:
    return [path for name in ("bot", "index") for path in (ROOT / name).rglob("*.py")]


@pytest.mark.parametrize(("library", "files"), HEAVY.items())
def test_a_heavy_library_is_imported_in_its_own_file(library: str, files: set[str]) -> None:
    assert {path.relative_to(ROOT).as_posix() for path in sources() if library in imports(path)} == files


def test_telegram_is_imported_by_its_own_face_only() -> None:
    importing = {path.parent.relative_to(ROOT).as_posix() for path in sources() if "telegram" in imports(path)}
    assert importing == {"bot/faces/telegram_bot"}


def test_there_is_no_import_cycle() -> None:
    graph = grimp.build_graph("bot", "index", exclude_type_checking_imports=True)
    packages = {module for module in graph.modules if graph.find_children(module)}
    for module in graph.modules - packages:
        for imported in graph.find_modules_directly_imported_by(module) - packages:
            assert not graph.chain_exists(importer=imported, imported=module), f"{module} -> {imported} -> ... -> {module}"


def test_the_index_knows_nothing_of_the_bot() -> None:
    assert not [path for path in (ROOT / "index").rglob("*.py") if "bot" in imports(path)]


def test_every_package_has_an_init_file() -> None:
    assert not [path.parent for path in sources() if not (path.parent / "__init__.py").is_file()]
