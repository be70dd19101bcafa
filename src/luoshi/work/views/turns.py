"""What waits for me, what lies on a desk, and how it goes from hand to hand (待办、收件箱、分办)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.kernel import clock, lists
from luoshi.kernel.access import is_allowed, requires
from luoshi.kernel.acting import tell
from luoshi.kit.lists import Total
from luoshi.work.forms import DownForm, HandForm
from luoshi.work.lists import INBOX, MATTERS, MY_WORK
from luoshi.work.models import Matter, Turn
from luoshi.work.queries import desks
from luoshi.work.queries import turns as queries
from luoshi.work.rights import HAND_OUT, HANDLE, READ
from luoshi.work.services import turns as services


@requires(READ)
@require_safe
def my_work(request):
    """What waits for me, what is due first on top (我的待办)."""
    on = clock.today()
    waiting = queries.waiting_for(request.user, on=on)
    counted = queries.counted(waiting, on=on, user=request.user)
    context = {
        "counted": counted,
        "watched": queries.watched(request.user, on=on).count(),
        "here": "my_work",
    }
    known = {"waiting": waiting, "total": Total.within(counted["all"])}
    return lists.show(request, MY_WORK, "work/my_work.html", context, known=known)


@requires(READ)
@require_safe
def inbox(request):
    """What lies on the desks of the bodies that I serve (单位收件箱)."""
    on = clock.today()
    rows = queries.on_desks(request.user, on=on)
    context = {
        "counted": queries.counted(rows, on=on, user=request.user),
        "free": rows.filter(holder__isnull=True).count(),
        "sent_down": list(
            queries.sent_down(request.user, on=on)
            .select_related("matter", "desk")
            .order_by("due_on", "pk")[:50]
        ),
        "here": "inbox",
    }
    return lists.show(request, INBOX, "work/inbox.html", context)


@requires(READ)
@require_safe
def matters(request):
    """Every matter in which I, or a body that I serve, have a part (事项一览)."""
    return lists.show(request, MATTERS, "work/matters.html", {"here": "matters"})


@requires(HANDLE)
@require_POST
def take_up(request, pk):
    """Take up what lies on a desk (领办)."""
    turn = _turn(request, pk)
    return _done(request, services.hand_to, turn, to=request.user)


@requires(READ)
@require_POST
def lay_back(request, pk):
    """Lay what is in somebody's hands back on the desk (收回)."""
    return _done(request, services.take_back, _turn(request, pk))


@requires(HAND_OUT)
@require_POST
def fetch_back(request, pk):
    """Take back what was sent down (从下级收回)."""
    turn = get_object_or_404(
        _related(Turn.objects.waiting()).filter(matter__in=_matters_seen(request)), pk=pk
    )
    return _done(request, services.fetch_back, turn)


@requires(HAND_OUT)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request, pk):
    """Hand what lies on a desk to a person (分办)."""
    turn = _turn(request, pk)
    if not is_allowed(request.user, HAND_OUT, turn):
        raise Http404
    people = desks.people_at(turn.desk, on=clock.today())
    form = HandForm(request.POST or None, people=people)
    if form.is_valid():
        return _done(request, services.hand_to, turn, **form.cleaned_data)
    context = {"turn": turn, "form": form}
    return render(request, "work/hand_out.html", context, status=400 if form.errors else 200)


@requires(HAND_OUT)
@require_http_methods(["GET", "HEAD", "POST"])
def send_down(request, pk):
    """Send what lies on a desk down to a body below (转下级办理)."""
    turn = _turn(request, pk)
    if not is_allowed(request.user, HAND_OUT, turn):
        raise Http404
    form = DownForm(request.POST or None, bodies=desks.below(turn.body, on=clock.today()))
    if form.is_valid():
        return _done(request, services.send_down, turn, **form.cleaned_data)
    context = {"turn": turn, "form": form}
    return render(request, "work/send_down.html", context, status=400 if form.errors else 200)


def _turn(request, pk) -> Turn:
    return get_object_or_404(_related(Turn.objects.visible_to(request.user)), pk=pk)


def _related(rows):
    return rows.select_related("matter", "desk__area", "body__area", "holder")


def _matters_seen(request):
    return Matter.objects.visible_to(request.user).values("pk")


def _done(request, service, turn, **values):
    """Do it; what was done, or why not, is told on the page of the matter."""
    tell(request, service, turn=turn, **values)
    return redirect("work:matter", pk=turn.matter_id)
