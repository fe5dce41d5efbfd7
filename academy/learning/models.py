"""What a learner does. Courses and steps are named by their translation key, so progress survives a change of
language, and a page's deletion does not take away what was done."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from academy.exercises import canonical
from academy.learning.item_models import AnswerCount, ItemCount, QuizCount, ScoreCount, TimeCount
from academy.learning.regrade_models import GradeDecision, NewGrade, Regrade
from academy.learning.reply_models import (
    PracticeGroup,
    PracticeMember,
    ReplyAssignment,
    ReplyExample,
    ReplyReview,
    SentReply,
)
from academy.library.models import ExerciseVersion
from academy.people.models import Brand


class Progress(models.Model):
    """A person in a course: made by enrolling, kept up to date in the transaction that completes a step."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="progress")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="progress")
    course_key = models.UUIDField(db_index=True)
    enrolled = models.DateTimeField(auto_now_add=True)
    last_seen = models.DateTimeField(auto_now=True)
    last_step = models.UUIDField(null=True, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_total = models.PositiveSmallIntegerField(default=0)
    completed = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [models.UniqueConstraint(fields=["person", "course_key"], name="progress_once")]
        indexes = [models.Index(fields=["brand", "course_key"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.course_key} {self.percent} %"

    @property
    def percent(self) -> int:
        if self.completed:
            return 100
        return 100 * self.steps_done // self.steps_total if self.steps_total else 0


class StepCompletion(models.Model):
    """A step someone completed. Facts: added, never changed, kept when the course changes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="completions")
    course_key = models.UUIDField()
    step_key = models.UUIDField()
    completed = models.DateTimeField(auto_now_add=True)
    credited = models.BooleanField(default=False)  # by a placement passed at its higher mark, not taken

    class Meta:
        verbose_name = _("completed step")
        verbose_name_plural = _("completed steps")
        constraints = [models.UniqueConstraint(fields=["person", "course_key", "step_key"], name="completion_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step_key}"


class AttemptQuerySet(models.QuerySet):
    def of(self, person, step_key) -> "AttemptQuerySet":
        return self.filter(person=person, step_key=step_key).graded()

    def graded(self) -> "AttemptQuerySet":
        """With the grade that counts today, `now_score` and `now_passed`: a regrade's, else the attempt's own."""
        latest = NewGrade.objects.in_force().filter(attempt=OuterRef("pk"))
        return self.annotate(
            now_score=Coalesce(Subquery(latest.values("score")[:1]), "score"),
            now_passed=Coalesce(Subquery(latest.values("passed")[:1]), "passed"),
        )


class Attempt(models.Model):
    """One try at an exercise, on an immutable version. `state` is the fold of the responses."""

    class Status(models.TextChoices):
        RUNNING = "running", _("under way")
        DONE = "done", _("finished")
        ABANDONED = "abandoned", _("started over")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="attempts")
    course_key = models.UUIDField()
    step_key = models.UUIDField()
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    state = models.JSONField()
    seq = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    # What the page said about the attempt when it began (learning/exam_rules.py): later edits change nothing for it.
    rules = models.JSONField(default=dict, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)  # None: no time limit
    reflection = models.TextField(blank=True)  # the learner's own words after a scenario; nobody else reads them
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    counted = models.BooleanField(default=False)  # its decisions are in ChoiceCount

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "step_key", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["person", "step_key"], condition=Q(status="running"), name="attempt_one_under_way"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "step_key", "status"]),
            models.Index(fields=["id"], condition=Q(status="done", counted=False), name="attempt_to_count"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step_key} #{self.number}"

    def kept_state(self):
        """The engine's state; None once the answers were erased (`learning/privacy.py`)."""
        return canonical.state_from_json(self.state) if self.state else None

    @property
    def counts_as_passed(self) -> bool:
        """With a regrade, when the row was read by `graded()`."""
        return bool(getattr(self, "now_passed", self.passed))

    @property
    def score_in_force(self) -> int | None:
        """With a regrade, when the row was read by `graded()`."""
        return getattr(self, "now_score", self.score)


class Response(models.Model):
    """One action of an attempt, as sent and as judged. Append-only."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    seq = models.PositiveIntegerField()  # the sequence number the learner saw
    item = models.CharField(max_length=120, blank=True)  # step of a scenario, question of a quiz
    action = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["attempt", "seq"], name="response_once_per_seq")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.seq}"


class ChoiceCount(models.Model):
    """How often people decided so in their first finished attempt at a scenario or an inbox: counts only, no names."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="choice_counts")
    exercise_key = models.UUIDField()
    department = models.CharField(max_length=60, blank=True)  # its code, "" for people without one
    place = models.CharField(max_length=200)  # "step/choice" or "message/quality=value": ids, so that counts join
    taken = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)  # sum of regrets, in weighted points
    seconds = models.PositiveIntegerField(default=0)  # sum of the time before deciding, each capped
    first_wrong = models.PositiveIntegerField(default=0)  # how often it was the first decision that cost points

    class Meta:
        verbose_name = _("count of a choice")
        verbose_name_plural = _("counts of choices")
        constraints = [
            models.UniqueConstraint(fields=["exercise_key", "brand", "department", "place"], name="choice_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.taken}"


class CharterSignature(models.Model):
    """A person read and signed one version of the charter."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="signatures")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="signatures")
    version = models.PositiveIntegerField()
    text_hash = models.CharField(max_length=64)
    signed = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("charter signature")
        verbose_name_plural = _("charter signatures")
        constraints = [models.UniqueConstraint(fields=["person", "brand", "version"], name="charter_signed_once")]

    def __str__(self) -> str:
        return f"{self.person_id} v{self.version}"


from academy.learning.exam_records import CoachingTalk, ExtraTime  # noqa: E402  (tables of their own subject)
from academy.learning.refreshers.models import (  # noqa: E402
    RefresherAnswer,
    RefresherCard,
    RefresherReminder,
)

__all__ = [
    "AnswerCount", "Attempt", "CharterSignature", "ChoiceCount", "CoachingTalk", "ExtraTime", "GradeDecision",
    "ItemCount", "NewGrade", "PracticeGroup", "PracticeMember", "Progress", "QuizCount", "RefresherAnswer",
    "RefresherCard", "RefresherReminder", "Regrade", "ReplyAssignment", "ReplyExample", "ReplyReview", "Response",
    "ScoreCount", "SentReply", "StepCompletion", "TimeCount",
]  # fmt: skip
