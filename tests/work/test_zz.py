import pytest
from luoshi.work.procedure import PROCEDURES
from tests.work.trial import Errand
from tests.work.wandering import Wanderer, people
pytestmark=[pytest.mark.django_db]
@pytest.mark.parametrize("seed",[2,3,4,5])
def test_s(seed,untraced,monkeypatch):
    monkeypatch.setitem(PROCEDURES._items, Errand.code, Errand())
    w=Wanderer(people(),seed=seed); w.walk(1500)
    done = {"withdraw", "hand", "take back", "send down", "fetch back", "see", "approve", "rungs","NotYourTurn","InOthersHands","NotNow","MadeTheOther","AlreadyMoved","TurnTaken","LacksReason"}
    steps={f"move {m.code}" for c in w.procedures for m in PROCEDURES[c].moves}
    assert not (done|steps)-set(w.tally), (done|steps)-set(w.tally)
