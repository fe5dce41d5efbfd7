"""Replies that were sent, what people said about them, practice groups, and exemplary replies."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.people.models import Brand, Department


class SentReply(models.Model):
    """A reply as its author sent it, and what its reviews came to. Written once; only the outcome is filled in."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for its review")
        THIRD = "third", _("waiting for a third reviewer")
        SETTLED = "settled", _("reviewed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.OneToOneField("learning.Attempt", on_delete=models.CASCADE, related_name="sent_reply")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="sent_replies")
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, related_name="sent_replies")
    text = models.TextField(blank=True)
    graded = models.BooleanField(default=False)  # for a certificate; else practice
    wanted = models.PositiveSmallIntegerField(default=1)  # how many reviews settle it
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    passed = models.BooleanField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    sent = models.DateTimeField(default=timezone.now)
    settled = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sent reply")
        verbose_name_plural = _("sent replies")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["brand", "state", "sent"], name="sent_reply_queue")]

    def __str__(self) -> str:
        return str(self.public_id)


class ReplyReview(models.Model):
    """What one person said about a reply. Append-only."""

    class As(models.TextChoices):
        SELF = "self", _("the author")
        PEER = "peer", _("a peer")
        REVIEWER = "reviewer", _("a reviewer")

    reply = models.ForeignKey(SentReply, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reply_reviews")
    role = models.CharField(max_length=10, choices=As.choices)
    levels = models.JSONField()  # criterion → level
    comments = models.JSONField(default=list, blank=True)  # [{start, end, text}], on passages of the reply
    next_try = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review of a reply")
        verbose_name_plural = _("reviews of replies")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "reviewer"], name="reply_reviewed_once_by_each")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.role}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise ValueError("a review is never changed")
        super().save(*args, **kwargs)


class ReplyExample(models.Model):
    """An exemplary reply the leader would like to show in a playbook; shown only while its author agrees."""

    class Answer(models.TextChoices):
        NONE = "", _("not answered yet")
        YES = "yes", _("agreed")
        NO = "no", _("declined")

    reply = models.OneToOneField(SentReply, on_delete=models.CASCADE, related_name="example")
    playbook = models.ForeignKey("library.PlaybookPage", on_delete=models.CASCADE, related_name="reply_examples")
    text = models.TextField()  # anonymised
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.NONE)
    answered = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("exemplary reply")
        verbose_name_plural = _("exemplary replies")
        indexes = [models.Index(fields=["playbook", "answer"], name="reply_examples_of_playbook")]

    def __str__(self) -> str:
        return f"{self.reply_id} → {self.playbook_id}"


class PracticeGroup(models.Model):
    """People who read each other's practice replies, without names."""

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="practice_groups")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("practice group")
        verbose_name_plural = _("practice groups")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PracticeMember(models.Model):
    group = models.ForeignKey(PracticeGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_groups")

    class Meta:
        verbose_name = _("member of a practice group")
        verbose_name_plural = _("members of practice groups")
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="practice_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"


class ReplyAssignment(models.Model):
    """A reply the leader asked somebody to read: it then stands first in their list."""

    reply = models.ForeignKey(SentReply, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assigned_replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reply entrusted to a reviewer")
        verbose_name_plural = _("replies entrusted to a reviewer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "reviewer"], name="reply_assigned_once_to_each")]

    def __str__(self) -> str:
        return f"{self.reply_id} → {self.reviewer_id}"
