"""From a folder of files to articles: one small reader per format behind `list_files` and `read_file`."""

from index.reading.folder import FolderListing, SeedFile, list_files
from index.reading.reader import read_file

__all__ = ["FolderListing", "SeedFile", "list_files", "read_file"]
