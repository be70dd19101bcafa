"""Time docling's docx back end; run by `reading.py` in the peers' environment. Prints seconds, a run a line."""

import io
import sys
import time
from pathlib import Path

from docling.backend.msword_backend import MsWordDocumentBackend
from docling.datamodel.base_models import InputFormat
from docling.datamodel.document import InputDocument

# Called directly: docling's own front door wants torch.


def convert(content: bytes) -> float:
    document = InputDocument(
        path_or_stream=io.BytesIO(content),
        format=InputFormat.DOCX,
        backend=MsWordDocumentBackend,
        filename="plan.docx",
    )
    backend = MsWordDocumentBackend(in_doc=document, path_or_stream=io.BytesIO(content))
    start = time.perf_counter()
    backend.convert()
    return time.perf_counter() - start


def main(path: str, runs: str) -> None:
    content = Path(path).read_bytes()
    for _ in range(int(runs)):
        start = time.perf_counter()
        converted = convert(content)
        print(time.perf_counter() - start, converted)


if __name__ == "__main__":
    main(*sys.argv[1:])
