"""How a file leaves: as an attachment, with no type that a browser would run."""

from __future__ import annotations

from django.http import FileResponse

from luoshi.kernel.files.media import OCTETS
from luoshi.kernel.files.store import open_file
from luoshi.kernel.models import Upload

RUNNABLE = {"text/html", "application/xml", "image/svg+xml", "application/xhtml+xml"}


def attachment(upload: Upload) -> FileResponse:
    """The file under the name that it came with. The view has asked for the right to it."""
    media_type = OCTETS if upload.file.media_type in RUNNABLE else upload.file.media_type
    response = FileResponse(
        open_file(upload.file.digest), as_attachment=True, filename=upload.name, content_type=media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
