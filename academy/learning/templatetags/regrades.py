"""What a learner is told once a key was corrected: the grade of then, and the one that counts now."""

from django import template

from academy.learning.models import Attempt, NewGrade

register = template.Library()


@register.inclusion_tag("learning/players/quiz/regraded.html")
def regraded(attempt: Attempt) -> dict:
    """Nothing for a grade that waits for a decision: it changes nothing yet."""
    in_force = NewGrade.objects.in_force().filter(attempt=attempt.pk)
    return {"grade": in_force.select_related("regrade").first() if attempt.pk else None}
