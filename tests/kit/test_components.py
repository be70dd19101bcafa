"""The components and the lists that every page is built from."""

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from luoshi.kit.lists import MOST_ROWS, page_of


def render(source, **context):
    return Template(source).render(Context(context))


def asked(query=""):
    return RequestFactory().get(f"/{query}")


def test_a_misspelt_attribute_fails_as_the_page_loads():
    with pytest.raises(TemplateSyntaxError):
        Template('{% tag lable="x" %}')


@pytest.mark.parametrize(("query", "number"), [("", 1), ("?page=2", 2), ("?page=99", 3), ("?page=x", 1)])
def test_an_impossible_page_is_the_nearest_there_is(query, number):
    assert page_of(range(25), asked(query), per=10).number == number


def test_no_page_lists_more_than_two_hundred_rows():
    assert len(page_of(range(1000), asked(), per=500)) == MOST_ROWS


def test_a_pager_keeps_the_rest_of_the_address():
    request = asked("?q=a%26b&page=2")
    html = render("{% pager page=page %}", page=page_of(range(30), request, per=10), request=request)
    assert 'href="?page=1&amp;q=a%26b"' in html
    assert 'href="?page=3&amp;q=a%26b"' in html


def test_a_list_on_one_page_has_no_pager():
    request = asked()
    assert render("{% pager page=page %}", page=page_of(range(3), request), request=request).strip() == ""


class Signature(forms.Form):
    name = forms.CharField(label="Name")


def test_a_refusal_stands_on_top_and_at_its_field_in_the_same_words():
    html = render("{% refusals form=form %}{% field bound=form.name %}", form=Signature({"name": ""}))
    words = Signature({}).errors["name"][0]
    assert html.count(words) == 2
    assert 'href="#id_name"' in html


def test_a_form_without_refusals_has_no_summary():
    assert render("{% refusals form=form %}", form=Signature({"name": "x"})).strip() == ""


def test_a_figure_leads_to_what_it_counts():
    assert '<a href="/x/">' in render('{% figure number=3 label="Tasks" url="/x/" %}')
    assert "<a" not in render('{% figure number=3 label="Tasks" %}')


def test_an_empty_list_says_what_to_do():
    html = render('{% empty text="None" url="/new/" label="Begin" %}')
    assert '<a class="button" href="/new/">Begin</a>' in html


def test_boxes_hold_what_is_put_into_them():
    html = render(
        '{% card title="A" anchor="a" %}<p>x</p>{% endcard %}{% notice role="alert" %}y{% endnotice %}'
    )
    assert '<section class="card" id="a"><h2>A</h2><p>x</p></section>' in html
    assert 'role="alert">y</div>' in html
