"""How a file leaves: as an attachment, with no type that a browser would run."""

from __future__ import annotations

from typing import TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from luoshi.kernel.files.media import OCTETS
from luoshi.kernel.files.store import open_file
from luoshi.kernel.models import Upload

Response = TypeVar("Response", bound=HttpResponseBase)
RUNNABLE = {"text/html", "application/xml", "image/svg+xml", "application/xhtml+xml"}


def attachment(upload: Upload) -> FileResponse:
    """The file under the name that it came with. The view has asked for the right to it."""
    media_type = OCTETS if upload.file.media_type in RUNNABLE else upload.file.media_type
    response = FileResponse(
        open_file(upload.file.digest), as_attachment=True, filename=upload.name, content_type=media_type
    )
    return _unopened(response)


def made(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """A file that was made for this request, under a name of its own."""
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return _unopened(response)


def _unopened(response: Response) -> Response:
    """Let no browser open what it is given to keep."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
