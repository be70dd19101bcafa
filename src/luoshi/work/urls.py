"""The addresses of the work room."""

from django.urls import URLPattern, path

from luoshi.work import views

app_name = "work"
notices = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read_notices"),
    path("notices/<int:pk>/open/", views.open_notice, name="open_notice"),
    path("notices/<int:pk>/read/", views.read_notice, name="read_notice"),
    path("account/notices/", views.notice_choices, name="notice_choices"),
    path("account/notices/webhook/", views.set_webhook, name="set_webhook"),
    path("account/notices/webhook/end/", views.remove_webhook, name="remove_webhook"),
    path("account/notices/trial/", views.try_notices, name="try_notices"),
]
urlpatterns: list[URLPattern] = [*notices]
