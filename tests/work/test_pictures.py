"""The picture on the pages: in the reader's words, with the same said to those who can't see it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from luoshi.work import pictures
from luoshi.work.models import ProcedureVersion
from luoshi.work.services.matters import move
from tests.kernel.factories import NOON, member
from tests.work.factories import cast

pytestmark = pytest.mark.django_db


def test_the_page_of_a_procedure_shows_its_picture_and_says_it_in_words(client, trial):
    client.force_login(member("officer"))

    page = client.get(reverse("work:procedure", args=[trial.code])).content.decode()

    assert '<svg role="img" aria-labelledby="flow-title flow-sense"' in page
    assert all(f">{state.label}</text>" in page for state in trial.states if " " not in state.label)
    assert "“Under review”" in page.split('<desc id="flow-sense">')[1].split("</desc>")[0]


def test_the_list_of_steps_says_where_a_voice_leads_once_all_were_heard(client, trial):
    client.force_login(member("officer"))

    page = client.get(reverse("work:procedure", args=[trial.code])).content.decode()

    agreeing = page.split("<strong>Agree</strong>")[1].split("</li>")[0]
    assert "Countersigning → Before the decision" in agreeing


def test_the_page_of_a_matter_marks_where_it_stands(client):
    made = cast()
    client.force_login(made.officer("reviewer"))

    page = client.get(reverse("work:matter", args=[made.matter.pk])).content.decode()

    marked = page.split('<g class="state begin now">')[1].split("</g>")[0]
    assert "Under review" in marked
    assert page.count(' now">') == 1


def test_the_picture_of_a_matter_says_where_it_can_go():
    sense = pictures.of_matter(cast().matter).sense

    assert all(
        word in sense for word in ("Under review", "Countersigning", "To be supplemented", "Cancelled")
    )
    assert "Granted" not in sense


def test_the_picture_of_an_ended_matter_says_how_it_ended():
    made = cast()
    move(matter=made.matter, move="cancel", by=made.officer("applicant"), at=NOON + timedelta(hours=1))

    with override("en"):
        assert pictures.of_matter(made.matter).sense == "The matter has ended with “Cancelled”."


def test_the_picture_explains_only_the_marks_that_it_has(trial):
    with override("en"):
        marks = [pictures.of_matter(cast().matter).marks, pictures.of_procedure(trial).marks]

    assert [("strong frame: here it is now" in each) for each in marks] == [True, False]


def test_a_matter_of_an_older_version_is_drawn_as_it_runs(trial):
    made = cast()
    older = replace(
        trial.flow,
        states=(*trial.flow.states, replace(trial.flow.by_state["granted"], code="lost", label="Lost")),
    )
    made.matter.version = ProcedureVersion.objects.create(
        procedure=trial.code, number=9, digest=older.digest, definition=older.definition(), stored_at=NOON
    )

    words = [said.text for box in pictures.of_matter(made.matter).drawing.boxes for said in box.words]

    assert "Lost" in words
