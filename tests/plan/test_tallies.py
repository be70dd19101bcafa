"""What each section promises, counted with all below it."""

from hypothesis import given
from hypothesis import strategies as st

from luoshi.plan.engine.tallies import tallies

rows = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 9)),
        st.booleans(),
        st.lists(st.sampled_from(["due", "body"]), unique=True),
        st.just([]),
        st.sampled_from(["", "2020", "2020-06", "每年"]),
    )
)
TREE = [(number, (number - 1) // 2 if number else None) for number in range(10)]


@given(rows)
def test_the_whole_plan_is_the_sum_of_its_parts(found):
    counted = tallies(sections=TREE, commitments=found)
    loose = sum(section is None for section, *_ in found)
    tops = [counted[number] for number, above in TREE if above is None and number in counted]
    assert counted[None].promised == len(found) == loose + sum(tally.promised for tally in tops)


@given(rows)
def test_a_section_counts_what_stands_below_it(found):
    counted = tallies(sections=TREE, commitments=found)
    for number, tally in counted.items():
        if number is not None:
            own = sum(section == number for section, *_ in found)
            below = sum(
                counted[child].promised for child, above in TREE if above == number and child in counted
            )
            assert tally.promised == own + below


def test_years_and_reasons_are_counted_in_order():
    found = [
        (1, False, ["due"], ["body"], "2025"),
        (1, False, ["due"], [], "2020-06"),
        (1, True, [], [], "每年"),
    ]
    tally = tallies(sections=[(1, None)], commitments=found)[1]
    assert (tally.promised, tally.unverifiable) == (3, 2)
    assert tally.reasons == [("due", 2), ("body", 1)]
    assert tally.years == [("2020", 1), ("2025", 1)]
