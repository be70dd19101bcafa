"""Of what was accepted as done some are drawn at random; what does not hold on the spot is open again."""

import subprocess
from datetime import date, timedelta

import pytest
from django.urls import reverse

from luoshi.delivery import refusals
from luoshi.delivery.engine.lots import SeedKind, digest_of, drawn
from luoshi.delivery.models import Assignment, SpotCheck
from luoshi.delivery.services import checks
from luoshi.kernel.services.files import store_upload
from luoshi.work.refusals import InOthersHands, LacksFiles
from luoshi.work.services.matters import Brought, move
from tests.delivery.factories import Office
from tests.kernel.factories import LATER, BodyFactory
from tests.work.factories import officer_of

pytestmark = pytest.mark.django_db
MENDED = date(2026, 3, 31)
PROMISED = "上证指数2025年9月30日收盘点位，取两位小数"


@pytest.fixture
def office():
    office = Office()
    office.inspector = officer_of(office.issuer)
    return office


def done(office, title="已办结", **fields):
    made = office.working(title=title, **fields)
    office.accepted(made)
    office.go(made, "claim_done", made.lead == office.lead and office.officer, note="已完成")
    office.go(made, "accept", office.desk, note="佐证不足，但现场已核实无误")
    return made


def announce(office, *, size=1, by=None, **fields):
    day = LATER.date()
    wanted = {"since": day - timedelta(days=30), "until": day, "inspectors": [office.inspector]} | fields
    return checks.announce_draw(
        supervisor=office.issuer,
        wanted=checks.Wanted(title="三季度抽查", size=size, **wanted),
        by=by or office.desk,
        at=LATER,
    )


def draw(office, seed="", **fields):
    return checks.draw_checks(draw=announce(office, **fields), seed=seed, by=office.second, at=LATER)


def find(office, check, code, by=None, **brought):
    file = store_upload(content="现场照片".encode(), name="现场.txt", by=office.inspector, at=LATER)
    brought = {"note": "现场核查", "files": [file]} | brought
    return move(
        matter=check.matter, move=code, by=by or office.inspector, at=LATER, brought=Brought(**brought)
    )


def test_only_what_was_accepted_as_done_in_the_period_may_be_drawn(office):
    one = done(office)
    office.working(title="未办结")
    assert [each.assignment for each in announce(office).candidates.all()] == [one]
    with pytest.raises(refusals.TooFewToDraw):
        announce(office, since=date(2024, 1, 1), until=date(2024, 12, 31))


def test_what_may_be_drawn_is_narrowed_by_the_kind_of_the_lead(office):
    done(office)
    assert announce(office, lead_kind=office.lead.kind).candidates.count() == 1
    with pytest.raises(refusals.TooFewToDraw):
        announce(office, lead_kind="park_committee")


def test_a_sealed_seed_is_bound_by_its_digest_and_disclosed_by_the_draw(office):
    done(office)
    made = announce(office)
    before = made.digest
    assert (made.seed, len(before)) == ("", 64)
    checks.draw_checks(draw=made, by=office.second, at=LATER)
    assert digest_of(made.seed) == before == made.digest


def test_a_public_number_is_named_before_it_is_known(office):
    done(office)
    with pytest.raises(refusals.PromiseMissing):
        announce(office, seed_kind=SeedKind.PUBLIC)
    public = announce(office, seed_kind=SeedKind.PUBLIC, promised=PROMISED)
    with pytest.raises(refusals.SeedMissing):
        checks.draw_checks(draw=public, by=office.second, at=LATER)
    checks.draw_checks(draw=public, seed=" 3882.78 ", by=office.second, at=LATER)
    assert public.seed == "3882.78"


def test_what_is_drawn_is_what_anybody_would_draw(office):
    for n in range(4):
        done(office, title=f"任务{n}")
    made = draw(office, size=2, seed_kind=SeedKind.PUBLIC, promised=PROMISED, seed="3882.78")
    keys = [each.key for each in made.candidates.order_by("position")]
    found = SpotCheck.objects.order_by("place").values_list("candidate__key", flat=True)
    assert list(found) == drawn(seed="3882.78", keys=keys, size=2)


def test_a_draw_is_made_once(office):
    done(office)
    made = draw(office)
    with pytest.raises(refusals.DrawnAlready):
        checks.draw_checks(draw=made, by=office.desk, at=LATER)


def test_what_is_drawn_lies_in_the_hands_of_an_inspector_who_took_no_part(office):
    done(office)
    draw(office, inspectors=[office.inspector, office.desk])
    check = SpotCheck.objects.get()
    assert check.inspector.user == check.matter.turns.waiting().get().holder == office.inspector
    with pytest.raises(InOthersHands):
        find(office, check, "hold", by=office.second)


def test_without_anybody_who_took_no_part_it_lies_on_the_desk(office):
    done(office)
    draw(office, inspectors=[office.desk])
    check = SpotCheck.objects.get()
    assert (check.inspector, check.matter.turns.waiting().get().holder) == (None, None)


def test_inspectors_serve_the_body_that_draws(office):
    done(office)
    with pytest.raises(refusals.NotAnInspector):
        announce(office, inspectors=[officer_of(BodyFactory())])


def test_a_finding_rests_on_evidence(office):
    done(office)
    draw(office)
    with pytest.raises(LacksFiles):
        find(office, SpotCheck.objects.get(), "hold", files=[])


def test_what_holds_stays_done(office):
    made = done(office)
    draw(office)
    find(office, SpotCheck.objects.get(), "hold")
    check = SpotCheck.objects.get()
    assert (check.finding, check.found_by) == ("holds", office.inspector)
    assert Assignment.objects.get(pk=made.pk).matter.state == "accepted"


def test_what_does_not_hold_is_open_again_until_the_day_that_is_named(office):
    made = done(office)
    draw(office)
    find(office, SpotCheck.objects.get(), "fail", day=MENDED)
    made = Assignment.objects.get(pk=made.pk)
    assert (made.matter.state, made.accepted_at) == ("working", None)
    assert made.matter.clocks.not_stopped().get(clock="due").due_on == MENDED
    assert made.matter.moves.latest("number").note == "现场核查"


def test_what_was_struck_off_and_does_not_hold_goes_on_as_another(office):
    made = done(office)
    office.go(made, "strike_off", office.second)
    draw(office)
    find(office, SpotCheck.objects.get(), "fail", day=MENDED)
    successor = Assignment.objects.get(carried_from=made)
    assert (successor.due_on, successor.matter.state) == (MENDED, "issued")
    with pytest.raises(refusals.TooFewToDraw):
        announce(office)


def test_what_is_being_checked_is_not_drawn_again(office):
    done(office)
    draw(office)
    with pytest.raises(refusals.TooFewToDraw):
        announce(office)


def test_the_page_shows_no_seed_before_the_draw(office, client):
    done(office)
    made = announce(office)
    client.force_login(office.desk)
    page = client.get(reverse("delivery:check_draw", args=[made.pk])).content.decode()
    assert made.digest in page
    assert made.sealed not in page
    client.post(reverse("delivery:draw_checks", args=[made.pk]))
    assert made.sealed in client.get(reverse("delivery:check_draw", args=[made.pk])).content.decode()


def test_whoever_leads_what_may_be_drawn_can_draw_again(office, client):
    """By the line that the page gives, with the tools of any machine."""
    for n in range(3):
        done(office, title=f"任务{n}")
    made = draw(office, size=2)
    client.force_login(office.officer)
    answer = client.get(reverse("delivery:check_population", args=[made.pk]))
    line = (
        f"while read -r key; do printf '%s%s' '{made.seed}' \"$key\" | sha256sum | cut -c1-64 | tr '\\n' ' '; "
        'echo "$key"; done | LC_ALL=C sort | head -n 2'
    )
    run = subprocess.run(["sh", "-c", line], input=answer.content, capture_output=True, check=True)
    found = [each.split(" ")[1] for each in run.stdout.decode().splitlines()]
    assert found == list(SpotCheck.objects.order_by("place").values_list("candidate__key", flat=True))


def test_a_draw_is_announced_on_its_page(office, client):
    done(office)
    client.force_login(office.desk)
    given = {
        "title": "三季度抽查", "since": "2025-01-01", "until": "2026-12-31", "size": 1, "seed_kind": "sealed",
        "inspectors": [office.inspector.pk],
    }  # fmt: skip
    answer = client.post(reverse("delivery:announce_draw"), given, follow=True)
    assert "三季度抽查" in answer.content.decode()
    assert client.post(reverse("delivery:announce_draw"), given | {"seed_kind": "public"}).status_code == 400
