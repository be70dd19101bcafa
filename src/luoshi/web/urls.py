"""Every address of the site (网址)."""

from django.urls import URLPattern, URLResolver, include, path

from luoshi.web import components, signing_in, views, vouched

site = [
    path("", views.home, name="home"),
    path("sign-in/", signing_in.SignIn.as_view(template_name="web/sign_in.html"), name="sign_in"),
    path("sign-in/code/", signing_in.code, name="sign_in_code"),
    path("sign-in/city/", vouched.begin, name="begin_vouched"),
    path("sign-in/city/back/", vouched.vouched, name="vouched"),
    path("account/city/", vouched.link_identity, name="link_identity"),
    path("account/city/end/", vouched.unlink_identity, name="unlink_identity"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign_out"),
    path("language/", views.language, name="language"),
    path("ui/", components.components, name="components"),
    path("tour/", views.tour, name="tour"),
    path("demo/enter/<slug:role>/", views.enter, name="enter"),
    path("demo/clock/", views.turn_clock, name="turn_clock"),
    path("demo/facts/", views.choose_facts, name="choose_facts"),
    path("demo/origins/", views.origins, name="origins"),
    path("demo/trial/<str:name>/", views.trial, name="trial"),
    path("systems/", views.systems_asked_for, name="systems"),
    path("healthz", views.health, name="health"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((site, "web"))),
    path("", include("luoshi.kernel.urls")),
    path("", include("luoshi.work.urls")),
    path("", include("luoshi.plan.urls")),
    path("", include("luoshi.delivery.urls")),
]
handler400 = "luoshi.web.views.not_understood"
handler403 = "luoshi.web.views.not_allowed"
handler404 = "luoshi.web.views.not_found"
handler500 = "luoshi.web.views.broken"
