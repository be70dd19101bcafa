"""What holds for every answer and every request, before anything is read (安全响应头、请求上限)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

# Pages use none of the machine's senses.
NOTHING = ("camera", "geolocation", "microphone", "payment", "usb", "display-capture", "browsing-topics")
PERMISSIONS = ", ".join(f"{name}=()" for name in NOTHING)
# A form's own words around the file that it carries.
AROUND_A_FILE = 1024 * 1024
TOO_LARGE = 413


def guarded(get_response):
    """Refuse a body that is too large by what it says of itself, unread; say what a browser may do."""

    def respond(request):
        response = get_response(request) if _is_small_enough(request) else _too_large()
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return respond


def _is_small_enough(request) -> bool:
    """The web server takes no more than was announced, so that what is announced may be believed."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return announced.isdecimal() and int(announced) <= settings.LUOSHI_MAX_UPLOAD_BYTES + AROUND_A_FILE


def _too_large() -> HttpResponse:
    from luoshi.web.views import bare

    return bare(TOO_LARGE)
