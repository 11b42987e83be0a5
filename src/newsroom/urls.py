"""Where everything of the newsroom is."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail

from newsroom.desk import views

urlpatterns = [
    path("", RedirectView.as_view(url="/desk/")),
    # Wagtail's own way in asks for a password alone, and would let in who has a passkey.
    path("desk/login/", login_not_required(RedirectView.as_view(url="/accounts/login/", query_string=True))),
    path("accounts/", include("allauth.urls")),
    path("preview/<str:token>/", views.shared, name="desk_shared"),
    path("preview/<str:token>/<slug:mode>/", views.shared, name="desk_shared_mode"),
    path("desk/", include(wagtail)),
]
