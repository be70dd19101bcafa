"""The addresses of the work room."""

from django.urls import URLPattern

from luoshi.work import asking_urls

app_name = "work"
urlpatterns: list[URLPattern] = [
    *asking_urls.urlpatterns,
]
