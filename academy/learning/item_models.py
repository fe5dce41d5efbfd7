"""What quizzes and their questions add up to: counts only, nobody's name. Credits are whole numbers, 100,000 being 1,
so that a rebuild gives the very same sums in whatever order the attempts come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.library.models import ExerciseVersion
from academy.people.models import Brand


class QuizCount(models.Model):
    """First finished attempts at one form of a quiz: the versions that ask the same questions, marked the same."""

    key = models.CharField(max_length=64, primary_key=True)  # of brand, quiz and form: what adds up knows it beforehand
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="quiz_counts")
    exercise_key = models.UUIDField(db_index=True)
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")  # one that has this form
    mode = models.CharField(max_length=10)
    drawn = models.BooleanField(default=False)  # people get different questions
    n = models.PositiveIntegerField(default=0)
    items = models.PositiveIntegerField(default=0)  # questions asked, over all people
    x = models.BigIntegerField(default=0)
    xx = models.BigIntegerField(default=0)
    score = models.BigIntegerField(default=0)
    score_score = models.BigIntegerField(default=0)
    between = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("count of a quiz")
        verbose_name_plural = _("counts of quizzes")

    def __str__(self) -> str:
        return f"{self.exercise_key}: {self.n}"


class ScoreCount(models.Model):
    """How many people came to a score, in percent."""

    quiz = models.ForeignKey(QuizCount, on_delete=models.CASCADE, related_name="scores")
    percent = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of a score")
        verbose_name_plural = _("counts of scores")
        constraints = [models.UniqueConstraint(fields=["quiz", "percent"], name="score_count_once")]

    def __str__(self) -> str:
        return f"{self.percent} %: {self.n}"


class ItemCount(models.Model):
    """One question within one form of a quiz."""

    quiz = models.ForeignKey(QuizCount, on_delete=models.CASCADE, related_name="item_counts")
    item = models.CharField(max_length=120)  # the question's code
    fingerprint = models.CharField(max_length=32)  # changes with what is asked or how it is marked
    n = models.PositiveIntegerField(default=0)
    x = models.BigIntegerField(default=0)
    xx = models.BigIntegerField(default=0)
    rest = models.BigIntegerField(default=0)
    rest_rest = models.BigIntegerField(default=0)
    x_rest = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("count of a question")
        verbose_name_plural = _("counts of questions")
        constraints = [models.UniqueConstraint(fields=["quiz", "item"], name="item_count_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.n}"


class TimeCount(models.Model):
    """How many people took so long for one question: a histogram to read quartiles from (exercises/times.py)."""

    quiz = models.ForeignKey(QuizCount, on_delete=models.CASCADE, related_name="time_counts")
    item = models.CharField(max_length=120)
    bucket = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of a time")
        verbose_name_plural = _("counts of times")
        constraints = [models.UniqueConstraint(fields=["quiz", "item", "bucket"], name="time_count_once")]

    def __str__(self) -> str:
        return f"{self.item}/{self.bucket}: {self.n}"


class AnswerCount(models.Model):
    """One answer to one question: how many gave it, and how they did on the other questions."""

    quiz = models.ForeignKey(QuizCount, on_delete=models.CASCADE, related_name="answer_counts")
    item = models.CharField(max_length=120)
    answer = models.CharField(max_length=130)
    n = models.PositiveIntegerField(default=0)
    rest = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("count of an answer")
        verbose_name_plural = _("counts of answers")
        constraints = [models.UniqueConstraint(fields=["quiz", "item", "answer"], name="answer_count_once")]

    def __str__(self) -> str:
        return f"{self.item}/{self.answer}: {self.n}"
