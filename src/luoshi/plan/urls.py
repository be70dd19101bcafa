"""The plan room's addresses."""

from django.urls import path

from luoshi.plan import views

app_name = "plan"
urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/new/", views.hand_in, name="hand_in"),
    path("plans/", views.plans, name="plans"),
    path("plans/<slug:slug>/", views.outline, name="outline"),
    path("plans/<slug:slug>/sections/<str:place>/", views.section, name="section"),
    path("plans/<slug:slug>/document/", views.document, name="document"),
    path("plans/<slug:slug>/check-up/", views.check_up, name="check_up"),
    path("plans/<slug:slug>/ledger/", views.ledger, name="ledger"),
    path("plans/<slug:slug>/commitments/", views.commitments, name="commitments"),
    path("plans/<slug:slug>/commitments/division.docx", views.commitments_docx, name="commitments_docx"),
    path("plans/<slug:slug>/commitments/division.pdf", views.commitments_pdf, name="commitments_pdf"),
    path("plans/<slug:slug>/responsibilities/", views.responsibilities, name="responsibilities"),
    path("plans/<slug:slug>/responsibilities/<int:pk>/heir/", views.choose_heir, name="choose_heir"),
    path("plans/<slug:slug>/heirs/<int:pk>/withdraw/", views.withdraw_heir, name="withdraw_heir"),
    path("plans/<slug:slug>/sections/<str:place>/lead/", views.choose_lead, name="choose_lead"),
    path("plans/<slug:slug>/leads/<int:pk>/withdraw/", views.withdraw_lead, name="withdraw_lead"),
    path("instruments/<str:kind>/<str:key>/", views.instrument, name="instrument"),
    path("plans/<slug:slug>/turns/", views.turns, name="turns"),
    path("plans/<slug:slug>/hand-in/", views.hand_ins, name="hand_ins"),
    path("plans/<slug:slug>/hand-in/<int:pk>/", views.duty, name="duty"),
    path("plans/<slug:slug>/hand-in/<int:pk>/receive/", views.receive, name="receive"),
    path("plans/<slug:slug>/hand-in/<int:pk>/withdraw/", views.withdraw_duty, name="withdraw_duty"),
    path("plans/<slug:slug>/receipts/<int:pk>/withdraw/", views.withdraw_receipt, name="withdraw_receipt"),
    path("plans/<slug:slug>/commitments/<int:pk>/due-list/", views.due_list, name="due_list"),
    path("plans/<slug:slug>/file/", views.file, name="file"),
    path("plans/<slug:slug>/adoption/", views.adoption, name="adoption"),
    path("plans/<slug:slug>/adoption/adopt/", views.adopt, name="adopt"),
    path("plans/<slug:slug>/adoption/withdraw/", views.withdraw_adoption, name="withdraw_adoption"),
    path("plans/<slug:slug>/adoption/owner/", views.name_owner, name="name_owner"),
    path("plans/<slug:slug>/adoption/amends/", views.state_amended, name="state_amended"),
    path("plans/<slug:slug>/changes/", views.changes, name="changes"),
    path("plans/<slug:slug>/corrections/", views.corrections, name="corrections"),
    path(
        "plans/<slug:slug>/corrections/<int:pk>/withdraw/",
        views.withdraw_correction,
        name="withdraw_correction",
    ),
    path("plans/<slug:slug>/facts/new/", views.add_fact, name="add_fact"),
    path("plans/<slug:slug>/commitments/<int:pk>/", views.commitment, name="commitment"),
    path(
        "plans/<slug:slug>/commitments/<int:pk>/correct/", views.correct_commitment, name="correct_commitment"
    ),
    path("plans/<slug:slug>/commitments/<int:pk>/remove/", views.remove_commitment, name="remove_commitment"),
    path("plans/<slug:slug>/commitments/<int:pk>/merge/", views.merge_commitment, name="merge_commitment"),
    path("plans/<slug:slug>/commitments/<int:pk>/parts/<slug:part>/", views.interpret, name="interpret"),
    path("plans/<slug:slug>/undecided/", views.undecided, name="undecided"),
    path(
        "plans/<slug:slug>/interpretations/<int:pk>/withdraw/",
        views.withdraw_interpretation,
        name="withdraw_interpretation",
    ),
    path("plans/<slug:slug>/responsibilities/<int:pk>/correct/", views.correct_duty, name="correct_duty"),
    path("plans/<slug:slug>/responsibilities/<int:pk>/remove/", views.remove_duty, name="remove_duty"),
    path("plans/<slug:slug>/sections/<str:place>/bodies/", views.bind_section, name="bind_section"),
]
