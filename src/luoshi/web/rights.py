"""Who may do what on the site's own pages (权限)."""

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import ANY, EVERYONE, register_act


def register() -> None:
    """Called once, by `ready()`."""
    register_act("web.sign_in", label=_("sign in"), to={EVERYONE: ANY})
    register_act("web.choose_language", label=_("choose the language of the pages"), to={EVERYONE: ANY})
    register_act("web.see_demo", label=_("see the demo"), to={EVERYONE: ANY})
    register_act("web.see_components", label=_("see the components of the pages"), to={"administrator": ANY})
