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
    path("plans/<slug:slug>/file/", views.file, name="file"),
]
