"""The addresses of the work room."""

from django.urls import URLPattern, path

from luoshi.work import asking_urls, views
from luoshi.work.views import calendar, chains, drafts, papers, received, year_notices

app_name = "work"
matters = [
    path("work/", views.my_work, name="my_work"),
    path("work/inbox/", views.inbox, name="inbox"),
    path("work/matters/", views.matters, name="matters"),
    path("work/matters/<int:pk>/", views.matter, name="matter"),
    path("work/matters/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("work/matters/<int:pk>/receipt/", views.receipt, name="receipt"),
    path("work/matters/<int:pk>/do/<str:move>/", views.make_move, name="make_move"),
    path("work/turns/<int:pk>/seen/", views.see_turn, name="see_turn"),
    path("work/turns/<int:pk>/take-up/", views.take_up, name="take_up"),
    path("work/turns/<int:pk>/lay-back/", views.lay_back, name="lay_back"),
    path("work/turns/<int:pk>/hand-out/", views.hand_out, name="hand_out"),
    path("work/turns/<int:pk>/send-down/", views.send_down, name="send_down"),
    path("work/turns/<int:pk>/fetch-back/", views.fetch_back, name="fetch_back"),
    path("work/procedures/", views.procedures, name="procedures"),
    path("work/procedures/<str:code>/", views.procedure, name="procedure"),
    path("work/procedures/<str:code>/terms/<str:clock_code>/", views.set_term, name="set_term"),
]
notices = [
    path("notices/", views.notices, name="notices"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/read/", views.read_all, name="read_notices"),
    path("notices/<int:pk>/open/", views.open_notice, name="open_notice"),
    path("notices/<int:pk>/read/", views.read_notice, name="read_notice"),
    path("account/notices/", views.notice_choices, name="notice_choices"),
    path("account/notices/webhook/", views.set_webhook, name="set_webhook"),
    path("account/notices/webhook/end/", views.remove_webhook, name="remove_webhook"),
    path("account/notices/trial/", views.try_notices, name="try_notices"),
]
calendars = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar.calendar, name="calendar_year"),
    path("calendar/deadline/", calendar.count_deadline, name="count_deadline"),
    path("calendar/import/", year_notices.import_year_notice, name="import_year_notice"),
    path("calendar/notices/", calendar.year_notices, name="year_notices"),
    path("calendar/notices/<int:pk>/", calendar.year_notice, name="year_notice"),
]
figures = [
    path("work/step-times/", views.step_times, name="step_times"),
    path("work/who-waits/", views.who_waits, name="who_waits"),
]
signing = [
    path("work/chains/", chains.chains, name="chains"),
    path("work/chains/<int:pk>/", chains.chains_of, name="chains_of"),
    path("work/chains/<int:pk>/<str:code>/<str:move>/", chains.set_chain, name="set_chain"),
    path("work/drafts/", drafts.drafts, name="drafts"),
    path("work/drafts/<int:pk>/", drafts.draft, name="draft"),
    path("work/drafts/<int:pk>/revise/", drafts.revise_draft, name="revise_draft"),
    path("work/drafts/<int:pk>/drop/", drafts.drop_draft, name="drop_draft"),
    path("work/drafts/<int:pk>/files/<int:upload>/", drafts.draft_file, name="draft_file"),
    path("work/turns/<int:pk>/sign/", drafts.sign_draft, name="sign_draft"),
    path("work/turns/<int:pk>/return/", drafts.return_draft, name="return_draft"),
    path("work/turns/<int:pk>/on-paper/", drafts.sign_on_paper, name="sign_on_paper"),
]
issuing = [
    path("work/papers/", papers.papers, name="papers"),
    path("work/papers/<int:pk>/", papers.paper, name="paper"),
    path("work/papers/<int:pk>/redraft/", papers.redraft_paper, name="redraft_paper"),
    path("work/papers/<int:pk>/sign/", papers.sign_paper, name="sign_paper"),
    path("work/papers/<int:pk>/signed/", papers.enter_signed_paper, name="enter_signed_paper"),
    path("work/papers/<int:pk>/register/", papers.register_paper, name="register_paper"),
    path("work/papers/<int:pk>/correct/", papers.correct_paper, name="correct_paper"),
    path("work/papers/<int:pk>/void/", papers.void_paper, name="void_paper"),
    path("work/papers/<int:pk>/send/", received.send_paper, name="send_paper"),
    path("work/papers/received/", received.papers_received, name="papers_received"),
    path("work/papers/received/<int:pk>/", received.paper_received, name="paper_received"),
    path(
        "work/papers/received/<int:pk>/<str:form>/", received.paper_received_file, name="paper_received_file"
    ),
    path("work/papers/<int:pk>/<str:form>/", papers.paper_file, name="paper_file"),
    path("work/papers/new/<str:kind>/<str:key>/", papers.draft_paper, name="draft_paper"),
]
urlpatterns: list[URLPattern] = [
    *matters,
    *notices,
    *figures,
    *calendars,
    *signing,
    *issuing,
    *asking_urls.urlpatterns,
]
