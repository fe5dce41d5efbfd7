from django import template

from academy.certification.credential.own_views import linkedin_link, linkedin_post

register = template.Library()
register.filter("linkedin_link", linkedin_link)
register.filter("linkedin_post", linkedin_post)
