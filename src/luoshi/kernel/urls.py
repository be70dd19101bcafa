"""The kernel's addresses."""

from django.urls import path

from luoshi.kernel import views

app_name = "kernel"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="password"),
    path("account/code/begin/", views.begin_code, name="begin_code"),
    path("account/code/", views.set_up_code, name="set_up_code"),
    path("account/code/off/", views.weaken_code, {"what": "off"}, name="end_code"),
    path("account/code/recovery/", views.weaken_code, {"what": "codes"}, name="recovery_codes"),
    path("account/sessions/<str:mark>/end/", views.end_session, name="end_session"),
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/<int:pk>/", views.body, name="body"),
    path("bodies/successions/", views.successions, name="successions"),
    path("bodies/successions/new/", views.record_succession, name="record_succession"),
    path("bodies/successions/<int:pk>/undo/", views.undo_succession, name="undo_succession"),
    path("bodies/decisions/", views.open_decisions, name="open_decisions"),
    path("bodies/decisions/<int:pk>/", views.name_heir, name="name_heir"),
    path("bodies/decisions/<int:pk>/withdraw/", views.withdraw_heir, name="withdraw_heir"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/slip/", views.give_slip, name="give_slip"),
    path("people/<int:pk>/close/", views.switch_account, {"to": "close"}, name="close_account"),
    path("people/<int:pk>/open/", views.switch_account, {"to": "open"}, name="open_account"),
    path("people/<int:pk>/code/off/", views.switch_account, {"to": "code"}, name="end_code_of"),
    path("posts/<int:pk>/lend/", views.lend_post, name="lend_post"),
    path("posts/<int:pk>/take-back/", views.take_back_post, name="take_back_post"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("jobs/<int:pk>/cancel/", views.cancel_job, name="cancel_job"),
    path("jobs/<int:pk>/resume/", views.resume_job, name="resume_job"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.import_, name="import"),
    path("imports/<int:pk>/columns/", views.name_columns, name="import_columns"),
    path("imports/<int:pk>/decide/", views.decide_rows, name="decide_rows"),
    path("imports/<int:pk>/apply/", views.apply_import, name="apply_import"),
    path("imports/<int:pk>/undo/", views.undo_import, name="undo_import"),
    path("imports/<int:pk>/discard/", views.discard_import, name="discard_import"),
    path("imports/<int:pk>/marked/", views.marked_workbook, name="marked_workbook"),
    path("imports/of/<str:kind>/", views.hand_in_list, name="hand_in_list"),
    path("imports/of/<str:kind>/export/", views.export_list, name="export_list"),
    path("lists/views/", views.keep_view, name="keep_view"),
    path("lists/act/", views.act_on_rows, name="act_on_rows"),
    path("lists/act/<int:pk>/", views.rows_acted_on, name="rows_acted_on"),
]
