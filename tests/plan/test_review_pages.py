"""The pages of the review: facts beside their words, corrected, added, removed, merged, and adopted."""

import re

import pytest
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.plan.models import Correction, Interpretation, Plan
from luoshi.plan.services import adoption, amendments, corrections
from tests.kernel.factories import NOON, AreaFactory, BodyFactory, UserFactory, member
from tests.plan.factories import plan_of
from tests.plan.test_amendments import NEW, OLD
from tests.plan.test_corrections import TEXT, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return BodyFactory(area=AreaFactory(name="示例市"), name="示例市工业和信息化局")


@pytest.fixture
def plan(bureau):
    return plan_of(TEXT, owner=bureau)


@pytest.fixture
def officer(client, bureau):
    officer = member("lead_officer", body=bureau)
    client.force_login(officer)
    return officer


def of(plan, page, *place, query=""):
    return reverse(f"plan:{page}", args=[plan.slug, *place]) + query


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def form_of(client, url) -> dict:
    """What the form of a page would send."""
    form = client.get(url).context["form"]
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}


def send(client, url, **changed):
    return client.post(url, form_of(client, url) | {"reason": "核对原文"} | changed)


def target(plan):
    return plan.commitments.get(kind="target")


def test_a_draft_says_so_on_every_page(client, plan, officer):
    pages = [
        "outline",
        "commitments",
        "ledger",
        "check_up",
        "document",
        "responsibilities",
        "adoption",
        "undecided",
    ]
    for page in pages:
        assert "待审定" in text_of(client, of(plan, page)), page
    assert "待审定" in text_of(client, of(plan, "commitment", target(plan).pk))
    adoption.adopt_plan(plan=plan, by=officer, at=NOON)
    for page in pages:
        assert "待审定。" not in text_of(client, of(plan, page)), page


def test_whoever_may_not_correct_sees_no_way_to(client, plan, officer):
    assert of(plan, "correct_commitment", target(plan).pk) in text_of(client, of(plan, "document"))
    client.force_login(UserFactory())
    text = text_of(client, of(plan, "document"))
    assert of(plan, "correct_commitment", target(plan).pk) not in text
    assert 'name="s"' not in text
    assert text_of(client, of(plan, "correct_commitment", target(plan).pk), 403)


def test_an_adopted_plan_shows_no_way_to_correct_it(client, plan, officer):
    adoption.adopt_plan(plan=plan, by=officer, at=NOON)
    assert of(plan, "correct_commitment", target(plan).pk) not in text_of(client, of(plan, "document"))
    refused = send(client, of(plan, "correct_commitment", target(plan).pk), title="x")
    assert refused.status_code == 400
    assert "不再修改" in refused.content.decode()


def test_a_fact_is_corrected_in_its_own_words(client, plan, officer):
    url = of(plan, "correct_commitment", target(plan).pk)
    assert "<mark>" in text_of(client, url)
    assert send(client, url, value="3", baseline="2015").status_code == 302
    assert target(plan).target.goal == 3
    text = text_of(client, of(plan, "document"))
    assert "数值 2 → 3" in text
    assert "核对原文" in text
    assert str(officer) in text


def test_every_fault_stands_at_its_field(client, plan, officer):
    url = of(plan, "correct_commitment", target(plan).pk)
    refused = send(client, url, due="明年", unit="很多", baseline="12")
    assert refused.status_code == 400
    assert set(refused.context["form"].errors) == {"due", "unit", "baseline"}
    assert "“明年”不是年份或月份，请填2020或2020-06。" in refused.content.decode()


def test_each_sentence_of_a_draft_can_be_chosen(client, plan, officer):
    values = re.findall(r'name="s" form="choose" value="(\d+)-(\d+)"', text_of(client, of(plan, "document")))
    chosen = [TEXT[int(start) : int(end)] for start, end in values]
    assert "对新建平台给予补助。" in chosen
    assert all(sentence == sentence.strip() for sentence in chosen)


def test_chosen_sentences_become_what_they_are_said_to_be(client, plan, officer):
    place = at("建设工业互联网公共服务平台。对新建平台给予补助。")
    middle = TEXT.index("对新建")
    query = f"?s={middle}-{place['end']}&s={place['start']}-{middle}&kind=incentive"
    url = of(plan, "add_fact", query=query)
    assert send(client, url, title="对新建平台给予补助").status_code == 302
    row = plan.commitments.get(kind="incentive", start=place["start"])
    assert (row.end, row.section.place, row.title) == (place["end"], "2.2", "对新建平台给予补助")


def test_a_target_is_proposed_from_the_words(client, plan, officer):
    place = at("到2020年,全市研发投入占比达到2%。")
    proposed = form_of(client, of(plan, "add_fact", query=f"?s={place['start']}-{place['end']}&kind=target"))
    said = {name: proposed[name] for name in ("title", "relation", "unit", "due", "section")}
    assert said == {"title": "全市研发投入占比", "relation": ">=", "unit": "%", "due": "2020", "section": "1"}
    assert proposed["value"] == 2


def test_sentences_that_stand_apart_are_refused(client, plan, officer):
    one, other = at("全员劳动生产率明显提高。"), at("对新建平台给予补助。")
    query = f"?s={one['start']}-{one['end']}&s={other['start']}-{other['end']}&kind=task"
    response = client.get(of(plan, "add_fact", query=query), follow=True)
    assert "前后相连" in response.content.decode()
    for wrong in ("", "?s=5-2", "?s=x", "?s=1-99999999999"):
        assert client.get(of(plan, "add_fact", query=wrong)).status_code == 302


def test_a_body_that_answers_is_added_from_the_words(client, plan, officer):
    place = at("建设平台")
    url = of(plan, "add_fact", query=f"?s={place['start']}-{place['end']}&kind=duty")
    assert send(client, url, printed="市发改委", role="lead", section="2.2").status_code == 302
    assert plan.responsibilities.get(printed="市发改委").section.place == "2.2"


def test_a_fact_is_removed_and_put_back(client, plan, officer):
    row = target(plan)
    assert send(client, of(plan, "remove_commitment", row.pk)).status_code == 302
    assert not plan.commitments.filter(pk=row.pk).exists()
    assert "已删除或合并" in text_of(client, of(plan, "document"))
    client.post(of(plan, "withdraw_correction", Correction.objects.get().pk))
    assert plan.commitments.filter(pk=row.pk).exists()


def test_two_facts_are_merged(client, plan, officer):
    one, other = plan.commitments.order_by("position")[:2]
    assert send(client, of(plan, "merge_commitment", other.pk), into=one.pk).status_code == 302
    assert "合并" in text_of(client, of(plan, "commitment", one.pk))


def test_who_answers_is_corrected_removed_and_bound(client, plan, officer):
    duty = plan.responsibilities.get(printed="市科技局")
    send(client, of(plan, "correct_duty", duty.pk), role="support")
    duty.refresh_from_db()
    assert duty.role == "support"
    send(client, of(plan, "remove_duty", duty.pk))
    assert not plan.responsibilities.filter(pk=duty.pk).exists()
    send(client, of(plan, "bind_section", "2.2"), to="2.1")
    assert plan.sections.get(place="2.2").charged_by.place == "2.1"


def test_all_corrections_are_a_list_that_can_be_exported(client, plan, officer):
    corrections.remove_commitment(commitment=target(plan), reason="背景说明", by=officer, at=NOON)
    url = of(plan, "corrections")
    text = text_of(client, url)
    assert "背景说明" in text
    assert of(plan, "withdraw_correction", Correction.objects.get().pk) in text
    assert "背景说明" not in text_of(client, f"{url}?act=added")
    exported = client.get(f"{url}?export=csv")
    assert "背景说明" in b"".join(
        exported.streaming_content if exported.streaming else [exported.content]
    ).decode("utf-8-sig")


def test_the_page_of_adoption_says_what_it_means_and_does_it(client, plan, officer):
    text = text_of(client, of(plan, "adoption"))
    assert "审定即以您的名义确认" in text
    assert client.post(of(plan, "adopt"), follow=True).status_code == 200
    assert Plan.objects.get().adopted_by == officer
    assert f"{officer}于" in text_of(client, of(plan, "adoption"))
    again = client.post(of(plan, "adopt"), follow=True).content.decode()
    assert "无需重复操作" in again
    client.post(of(plan, "withdraw_adoption"), {"reason": "附件不全"})
    assert not Plan.objects.get().is_adopted


def test_an_adoption_is_not_taken_back_without_grounds(client, plan, officer):
    adoption.adopt_plan(plan=plan, by=officer, at=NOON)
    assert client.post(of(plan, "withdraw_adoption"), {"reason": ""}).status_code == 400
    assert Plan.objects.get().is_adopted


def test_a_plan_of_nobody_is_given_its_owner(client, bureau, officer):
    plan = plan_of(TEXT)
    assert "尚未明确规划主体" in text_of(client, of(plan, "adoption"))
    refused = client.post(of(plan, "name_owner"), {"owner": "某局"})
    assert (refused.status_code, "没有名为“某局”的单位" in refused.content.decode()) == (400, True)
    bureau.names.create(name=bureau.name, kind="official", origin_kind="own")
    client.post(of(plan, "name_owner"), {"owner": bureau.name})
    assert Plan.objects.get().owner == bureau


@pytest.fixture
def both(bureau, officer):
    old = adoption.adopt_plan(plan=plan_of(OLD, owner=bureau), by=officer, at=NOON)
    return old, plan_of(NEW, owner=bureau)


def test_an_amended_plan_shows_what_changed_before_it_is_adopted(client, both):
    old, new = both
    client.post(of(new, "state_amended"), {"amends": old.pk})
    text = text_of(client, of(new, "changes"))
    for words in ("改写", "取消", "新增", "全员劳动生产率"):
        assert words in text
    assert "建设平台" in text_of(client, f"{of(new, 'changes')}?kind=added")
    assert "培训工人" not in text_of(client, f"{of(new, 'changes')}?kind=added")
    client.post(of(new, "adopt"))
    old.refresh_from_db()
    assert old.replaced_by == new
    client.post(of(new, "state_amended"), {"amends": ""})
    assert Plan.objects.get(pk=new.pk).amends == old


def test_only_a_plan_that_can_be_amended_is_offered(client, both):
    old, new = both
    assert client.post(of(new, "state_amended"), {"amends": new.pk}).status_code == 400
    client.post(of(new, "state_amended"), {"amends": old.pk})
    client.post(of(new, "state_amended"), {"amends": ""})
    assert Plan.objects.get(pk=new.pk).amends is None


def test_a_commitment_answers_its_visitors_question_first(client, plan, officer):
    row = plan.commitments.get(kind="task", section__place="2.1", printed_due="")
    text = text_of(client, of(plan, "commitment", row.pk))
    assert "由市工信局、市科技局共同牵头，没有唯一的第一责任单位，未写明时限；" in text
    assert text.index("共同牵头") < text.index("规划原文") < text.index("历次文件")
    assert "<mark>改造设备" in text


def test_a_commitment_tells_its_line_through_the_documents(client, both, officer):
    old, new = both
    amendments.state_amended(plan=new, amends=old, by=SYSTEM, at=NOON)
    adoption.adopt_plan(plan=new, by=officer, at=NOON)
    before = old.commitments.get(title__contains="研发投入")
    for plan, row in ((old, before), (new, new.commitments.get(root=before))):
        text = text_of(client, of(plan, "commitment", row.pk))
        assert "首次写入" in text
        assert "改写" in text
        assert "2.5%" in text
    dropped = old.commitments.get(kind="task", title="培训工人")
    assert "取消" in text_of(client, of(old, "commitment", dropped.pk))


def test_what_is_meant_is_decided_and_shown_as_of_a_day(client, plan, officer):
    adoption.adopt_plan(plan=plan, by=officer, at=NOON)
    row = plan.commitments.get(kind="promise")
    url = of(plan, "interpret", row.pk, "measure")
    refused = send(client, url, meaning="年均提高6%以上", value="很多")
    assert "不是数量" in refused.content.decode()
    assert send(client, url, meaning="年均提高6%以上", value="≥ 6%").status_code == 302
    page = of(plan, "commitment", row.pk)
    assert "年均提高6%以上" in text_of(client, page)
    assert (
        "待认定"
        not in re.sub(r"<[^>]*>", "", text_of(client, page)).partition("核对原文")[2].partition("统计范围")[0]
    )
    assert "待认定衡量口径" in text_of(client, f"{page}?on=2020-01-01")
    client.post(of(plan, "withdraw_interpretation", Interpretation.objects.get().pk))
    assert Interpretation.objects.standing().count() == 0


def test_what_is_still_to_be_decided_is_a_list_as_of_a_day(client, plan, officer):
    adoption.adopt_plan(plan=plan, by=officer, at=NOON)
    url = of(plan, "undecided")
    row = plan.commitments.get(kind="promise")
    assert "全员劳动生产率" in text_of(client, f"{url}?lacks=measure")
    send(client, of(plan, "interpret", row.pk, "measure"), meaning="年均提高6%以上", value="")
    assert "全员劳动生产率" not in text_of(client, f"{url}?lacks=measure")
    assert "全员劳动生产率" in text_of(client, f"{url}?lacks=measure&on=2020-01-01")
    assert "全员劳动生产率" in text_of(client, f"{url}?verifiable=no")


def test_only_an_adopted_plan_is_interpreted(client, plan, officer):
    row = plan.commitments.get(kind="promise")
    refused = send(client, of(plan, "interpret", row.pk, "measure"), meaning="年均提高6%以上")
    assert (refused.status_code, "尚未审定" in refused.content.decode()) == (400, True)
    assert client.get(of(plan, "interpret", row.pk, "unknown")).status_code == 404


def test_an_export_of_a_draft_says_that_it_is_one(client, plan, officer):
    exported = client.get(f"{of(plan, 'commitments')}?export=csv")
    content = b"".join(exported.streaming_content) if exported.streaming else exported.content
    assert "待审定：本规划尚未审定。" in content.decode("utf-8-sig")
