from django.urls import path, re_path

from . import views

urlpatterns = [
    path("search/", views.search),
    path("by/<str:name>/", views.by_slug),
    path("number/<int:number>/", views.by_number),
    re_path(r"^year/(?P<year>[0-9]{4})/$", views.by_year),
    path("one/<int:number>/", views.one),
    path("convert/<path:name>", views.Convert.as_view()),
]
