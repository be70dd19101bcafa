"""Around every request of the site: which facts are looked at, as which post, and refusals for too much at once."""

from __future__ import annotations

from django.shortcuts import render

from luoshi.kernel import simulation
from luoshi.kernel.access import act_as
from luoshi.kernel.errors import TooManyAtOnce
from luoshi.kernel.models.installation import asked_once
from luoshi.kernel.sessions import ACTS_AS

LEFT_OUT = "simulated_left_out"


def simulated_as_chosen(get_response):
    """Read with or without simulated facts, as the visitor has chosen in the ribbon (含模拟 / 仅公开事实)."""

    def respond(request):
        if not request.session.get(LEFT_OUT):
            return get_response(request)
        with simulation.left_out():
            return get_response(request)

    return respond


def acting_as_chosen(get_response):
    """Act as the post that was chosen in the head of the page (以何任职办理); without a choice it is the oldest."""

    def respond(request):
        if chosen := request.session.get(ACTS_AS):
            act_as(request.user, chosen)
        return get_response(request)

    return respond


def installation_asked_once(get_response):
    """A page that only shows asks once whose installation this is, and which day a demo has (安装信息)."""

    def respond(request):
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with asked_once():
            return get_response(request)

    return respond


class PatienceAsked:
    """429: what is under way must end before more is taken (请求过多)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, TooManyAtOnce):
            return None
        context = {"problem": "too_many", "refusal": exception}
        response = render(request, "web/problem.html", context, status=429)
        response["Retry-After"] = str(exception.retry_after)
        return response
