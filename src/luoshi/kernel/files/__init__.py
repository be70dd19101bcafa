"""Where files lie, what they are, and how they leave (文件存储)."""

from .media import media_type_of
from .serving import attachment, made
from .store import exists, open_file, path_of, put

__all__ = ["attachment", "exists", "made", "media_type_of", "open_file", "path_of", "put"]
