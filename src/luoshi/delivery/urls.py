"""The addresses of the delivery room."""

from django.urls import path

from luoshi.delivery import views
from luoshi.delivery.views import checks, collecting, leading, returned
from luoshi.delivery.views.year_end import year_end

app_name = "delivery"
urlpatterns = [
    path("assignments/", views.assignments, name="assignments"),
    path("assignments/new/", views.issue, name="issue"),
    path("assignments/<int:pk>/", views.assignment, name="assignment"),
    path("assignments/<int:pk>/split/", views.split, name="split"),
    path("assignments/<int:pk>/report/", views.report_on, name="report_on"),
    path("assignments/<int:pk>/milestones/", views.state_milestone, name="state_milestone"),
    path("assignments/<int:pk>/light/", views.set_light, name="set_light"),
    path("assignments/year-end/", year_end, name="year_end"),
    path("checks/", checks.checks, name="checks"),
    path("checks/new/", checks.announce_draw, name="announce_draw"),
    path("checks/<int:pk>/", checks.check_draw, name="check_draw"),
    path("checks/<int:pk>/draw/", checks.draw_checks, name="draw_checks"),
    path("checks/<int:pk>/population/", checks.check_population, name="check_population"),
    path("checks/drawn/<int:pk>/", checks.spot_check, name="spot_check"),
    path("assignments/<int:pk>/major/", leading.mark_major, name="mark_major"),
    path("majors/<int:pk>/end/", leading.end_major, name="end_major"),
    path("leading/", leading.leading, name="leading"),
    path("milestones/<int:pk>/withdraw/", views.withdraw_milestone, name="withdraw_milestone"),
    path("lights/<int:pk>/end/", views.end_light, name="end_light"),
    path("lights/", views.light_rule, name="light_rule"),
    path("reports/", views.reports, name="reports"),
    path("reports/due/", views.due_reports, name="due_reports"),
    path("reports/words/", views.check_words, name="check_words"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", views.open_round, name="open_round"),
    path("rounds/<int:pk>/", views.round_, name="round"),
    path("rounds/asked/<int:pk>/", views.round_of, name="round_of"),
    path("plans/<slug:slug>/assignments/new/", views.issue_tasks, name="issue_tasks"),
    path("rounds/<int:pk>/package/", collecting.round_package, name="round_package"),
    path("rounds/<int:pk>/collect/", collecting.collect, name="collect"),
    path("rounds/<int:pk>/take-in/", collecting.take_in_round, name="take_in_round"),
    path("rounds/<int:pk>/reminders/", collecting.reminders, name="reminders"),
    path("rounds/asked/<int:pk>/workbook/", collecting.asked_workbook, name="asked_workbook"),
    path("rounds/asked/<int:pk>/form/", collecting.form_workbook, name="form_workbook"),
    path("rounds/asked/<int:pk>/hand-in/", collecting.hand_in_workbook, name="hand_in_workbook"),
    path("rounds/returned/<int:pk>/", returned.returned, name="returned"),
    path("rounds/returned/<int:pk>/file/", returned.returned_file, name="returned_file"),
    path("rounds/returned/<int:pk>/marked/", returned.marked_file, name="marked_file"),
    path("rounds/returned/<int:pk>/take-in/", returned.take_in_returned, name="take_in_returned"),
    path("reports/<int:pk>/file/", returned.report_file, name="report_file"),
]
