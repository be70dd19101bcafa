"""Files that came back, their worker killed at each commit: each is checked once and entered once, or not at all."""

import pytest

from luoshi.delivery.models import Evidence, ProgressReport, ReportRound, ReturnedFile, RoundAsk
from luoshi.delivery.services import collecting
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Upload, User
from luoshi.kernel.services.files import store_upload
from luoshi.work.models import Matter, MoveMade, Notice, Turn
from tests.delivery.collecting import Collecting, fill, zipped
from tests.kernel import factories, killing
from tests.kernel.factories import LATER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.one_database]
DESK = "desk"


@pytest.fixture
def lives(tmp_path):
    with killing.lives(tmp_path) as made:
        yield made


def handed_in() -> None:
    """A zip with what two bodies filled in, and a file that is no workbook."""
    factories.InstallationFactory()
    made = Collecting(bodies=2, tasks=1)
    User.objects.filter(pk=made.desk.pk).update(username=DESK)
    books = [(f"{ask.body.name}.xlsx", fill(made.workbook(ask), {"done": "已建成。"})) for ask in made.asks()]
    dropped = zipped(*books, ("说明.txt", "见附表".encode()))
    upload = store_upload(content=dropped, name="收回.zip", by=made.desk, at=LATER)
    collecting.hand_in_returned(opened=made.round, ask=None, uploads=[upload], by=made.desk, at=LATER)


def to_be_entered() -> None:
    handed_in()
    work_until_idle()
    desk = User.objects.get(username=DESK)
    collecting.ask_to_take_in(opened=ReportRound.objects.get(), ask=None, by=desk, at=LATER)


def found() -> dict:
    files = ReturnedFile.objects.values_list(
        "position", "upload__name", "ask", "verdict", "replaced_by", "taken_by"
    )
    reports = ProgressReport.objects.values_list("body__name", "done", "from_file__name", "matter__state")
    return killing.acts_and_jobs() | {
        "files": killing.said(files),
        "uploads": sorted(Upload.objects.values_list("name", flat=True)),
        "reports": killing.said(reports),
        "evidence": Evidence.objects.count(),
        "asked": killing.said(RoundAsk.objects.values_list("body__name", "matter__state")),
        "matters": killing.said(Matter.objects.values_list("number", "state", "step")),
        "steps": killing.said(MoveMade.objects.values_list("matter__number", "number", "move")),
        "turns": killing.said(Turn.objects.not_closed().values_list("matter__number", "state")),
        "told": killing.said(Notice.objects.values_list("code", "user__username")),
    }


def test_files_are_checked_once_wherever_their_worker_is_killed(lives):
    undisturbed, otherwise = lives.killed_at_each_commit(begin=handed_in, story=killing.work, end=found)
    assert [file[3] for file in undisturbed["files"]] == ["sound", "sound", "foreign"]
    assert undisturbed["is_sound"]
    assert len(otherwise) > 5
    assert not any(otherwise.values()), otherwise


def test_files_are_entered_once_wherever_their_worker_is_killed(lives):
    undisturbed, otherwise = lives.killed_at_each_commit(begin=to_be_entered, story=killing.work, end=found)
    assert [report[1] for report in undisturbed["reports"]] == ["已建成。"] * 2
    assert [state for _body, state in undisturbed["asked"]] == ["reported"] * 2
    assert undisturbed["is_sound"]
    assert len(otherwise) > 4
    assert not any(otherwise.values()), otherwise
