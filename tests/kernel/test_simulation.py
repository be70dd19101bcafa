"""With or without simulated facts: one setting for whatever is read within it."""

import threading

import pytest

from luoshi.kernel import simulation
from luoshi.kernel.models import Area, Body, Job, Origin, OriginKind, Post
from tests.kernel.factories import BodyFactory, JobFactory, PostFactory, member

SIMULATED = Origin.simulated(source="a demo").columns()


@pytest.fixture
def bodies(db):
    return BodyFactory(), BodyFactory(**SIMULATED)


def test_simulated_rows_are_seen_until_somebody_leaves_them_out(bodies):
    assert set(Body.objects.as_chosen()) == set(bodies)
    with simulation.left_out():
        assert set(Body.objects.as_chosen()) == {bodies[0]}
    assert set(Body.objects.as_chosen()) == set(bodies)


def test_what_a_person_may_see_is_read_as_chosen(bodies):
    reader = member("administrator")
    simulated = PostFactory(**SIMULATED)
    everything = Body.objects.visible_to(reader).count()
    with simulation.left_out():
        assert bodies[1] not in Body.objects.visible_to(reader)
        assert Body.objects.visible_to(reader).count() == everything - 1
        assert simulated not in Post.objects.visible_to(reader)
    assert simulated in Post.objects.visible_to(reader)


def test_rows_without_an_origin_are_always_seen(bodies):
    job = JobFactory(by=member("administrator").posts.get().user)
    with simulation.left_out():
        assert list(Job.objects.visible_to(job.by)) == [job]
        assert simulation.as_chosen(Job.objects.all()).count() == 1


def test_writers_and_checks_read_everything(bodies):
    with simulation.left_out():
        assert Body.objects.count() == len(bodies)
        assert Body.objects.simulated().get() == bodies[1]


def test_the_choice_ends_with_its_block_even_after_an_error():
    with pytest.raises(ZeroDivisionError), simulation.left_out():
        raise ZeroDivisionError
    assert not simulation.is_left_out()


def test_the_choice_of_one_request_is_not_that_of_another():
    seen = []
    with simulation.left_out():
        other = threading.Thread(target=lambda: seen.append(simulation.is_left_out()))
        other.start()
        other.join()
        assert simulation.is_left_out()
    assert seen == [False]


@pytest.mark.parametrize("model", [Area, Body, Post])
def test_every_fact_says_where_it_comes_from(model):
    choices = dict(model._meta.get_field("origin_kind").choices)
    assert choices.keys() == set(OriginKind.values)
