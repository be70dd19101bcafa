"""Taking a plan along and taking one in from the command line (规划引出、引入)."""

from __future__ import annotations

import argparse
from pathlib import Path

from luoshi.web.errors import CannotRun
from luoshi.web.languages import add_language, in_words
from luoshi.web.operating import say

Commands = argparse._SubParsersAction


def add_commands(commands: Commands) -> None:
    """The commands of this module; Django is loaded only when one of them runs."""
    command = commands.add_parser("plan-out", help="把一个规划存为文件包 / keep a plan as one file")
    command.add_argument("slug", metavar="PLAN", help="规划网址中的名称 / the plan's name in its address")
    command.add_argument("file", metavar="FILE", help="文件包 / where to")
    add_language(command)
    command.set_defaults(run=lambda options: in_words(options, _out))
    command = commands.add_parser(
        "plan-in", help="接收其他城市的规划文件包 / take in the file of another city's plan"
    )
    command.add_argument("file", metavar="FILE", help="文件包 / the file")
    add_language(command)
    command.set_defaults(run=lambda options: in_words(options, _in))


def _out(options: argparse.Namespace) -> int:
    from django.utils.translation import gettext as _

    from luoshi.plan.models import Plan
    from luoshi.plan.queries.travelling import package_of

    plan = Plan.objects.ready().select_related("owner__area").filter(slug=options.slug).first()
    if plan is None:
        raise CannotRun(_("There is no plan %(slug)s.") % {"slug": options.slug})
    content = package_of(plan)
    Path(options.file).write_bytes(content)
    say(f"{options.file}  {len(content):,} B")
    return 0


def _in(options: argparse.Namespace) -> int:
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from luoshi.kernel import clock
    from luoshi.kernel.access import SYSTEM
    from luoshi.plan.services.arrivals import take_plan_in

    path = Path(options.file)
    if not path.is_file():
        raise CannotRun(_("There is no file %(name)s.") % {"name": options.file})
    arrival = take_plan_in(content=path.read_bytes(), name=path.name, by=SYSTEM, at=clock.now())
    values = {"title": arrival.title, "number": arrival.names.count()}
    say(_("Taken in: %(title)s. Say what its %(number)s names mean here, at:") % values)
    say(reverse("plan:arrival", args=[arrival.pk]))
    return 0
