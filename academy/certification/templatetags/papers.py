from django import template

from academy.certification.credential.own_views import linkedin_link

register = template.Library()
register.filter("linkedin_link", linkedin_link)
