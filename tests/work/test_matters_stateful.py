"""Whatever people try with matters, in whatever order: what must hold of matters, holds."""

import pytest
from hypothesis import settings

from luoshi.kernel import chain
from luoshi.work.models import Matter
from luoshi.work.procedure import PROCEDURES
from tests.work.trial import Errand
from tests.work.wandering import Wanderer, people

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WALKS = 4
SELDOM = {"move lapse", "MadeTheOther"}  # chance comes to them in some walks only
ACTS = (100_000 if settings.get_current_profile_name() == "deep" else 10_000) // WALKS


@pytest.fixture(autouse=True)
def errand(monkeypatch):
    """The second procedure that only tests declare: it has what the first has not."""
    monkeypatch.setitem(PROCEDURES._items, Errand.code, Errand())


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_is_tried_matters_stay_whole(seed, untraced):
    """Each walk comes to everything that can be done, and to most refusals."""
    wanderer = Wanderer(people(), seed)

    wanderer.walk(ACTS)

    assert chain.verify_chain().is_sound
    assert set(Matter.objects.values_list("procedure", flat=True)) == set(wanderer.procedures)
    done = {"withdraw", "hand", "take back", "send down", "fetch back", "see", "approve", "rungs"}
    steps = {f"move {move.code}" for code in wanderer.procedures for move in PROCEDURES[code].moves} - SELDOM
    refused = {
        "NotYourTurn",
        "InOthersHands",
        "NotNow",
        "MadeTheOther",
        "AlreadyMoved",
        "TurnTaken",
        "LacksReason",
    }
    assert (done | steps | refused) - SELDOM <= set(wanderer.tally), wanderer.tally
