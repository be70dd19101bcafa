"""Every address of the site (网址)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("luoshi.kernel.urls")),
    path("", include("luoshi.plan.urls")),
]
