"""The addresses of the work room."""

from django.urls import URLPattern, path

from luoshi.work.views import calendar, year_notices

app_name = "work"
urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar.calendar, name="calendar_year"),
    path("calendar/deadline/", calendar.count_deadline, name="count_deadline"),
    path("calendar/import/", year_notices.import_year_notice, name="import_year_notice"),
    path("calendar/notices/", calendar.year_notices, name="year_notices"),
    path("calendar/notices/<int:pk>/", calendar.year_notice, name="year_notice"),
]
