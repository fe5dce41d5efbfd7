"""After a key was corrected: who would get another grade, giving it, and deciding about those it would cost."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.certification.admin.access import LeaderView, may_certify
from academy.certification.regrades import resting_on
from academy.exercises.kinds import kind_of
from academy.exercises.question import Question
from academy.learning import regrading
from academy.learning.models import NewGrade, Regrade
from academy.library.models import QuizPage
from academy.library.tree import homes_of
from academy.people.posted import posted_line, posted_number

SHOWN = 200  # rows of each kind on the preview; all are counted


def _key_words(question: Question) -> str:
    kind = kind_of(question)
    said = kind.said(question, kind.right(question))
    return " ; ".join(f"{one.label} → {one.text}" if one.label else one.text for one in said)


class RegradeView(LeaderView):
    """The preview of one quiz, and the button that applies exactly what it shows."""

    page_title = gettext_lazy("Grade again")
    header_icon = "rotate"
    template_name = "certification/admin/regrade.html"
    parent = ("regrades", gettext_lazy("Corrected keys"))

    def dispatch(self, request, page_id: int, *args, **kwargs):
        if not may_certify(request):
            raise PermissionDenied
        self.quiz = get_object_or_404(QuizPage, pk=page_id)
        if request.brand is None or not any(
            self.quiz.path.startswith(h.path) for h in homes_of(request.brand).values()
        ):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.quiz.title

    def get(self, request):
        plan = regrading.plan_for(self.quiz, request.brand)
        people = {change.attempt.person_id for change in plan.changes}
        resting = resting_on(request.brand, self.quiz.translation_key, people) if people else {}
        groups = [
            (_("Would fall below a mark: you decide one by one, nothing changes before"), plan.held),
            (_("Better grade, at once"), plan.raised),
            (_("Lower grade, still above every mark, at once"), plan.lowered),
        ]
        keys = [(old, _key_words(old), _key_words(new)) for old, new in plan.corrected.values()]
        shown = [
            (title, len(changes), [(one, resting.get(one.attempt.person_id, [])) for one in changes[:SHOWN]])
            for title, changes in groups
            if changes
        ]
        context = {"plan": plan, "keys": keys, "groups": shown, "quiz": self.quiz}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request):
        try:
            made = regrading.apply(
                self.quiz, request.brand, request.user, posted_line(request.POST, "reason"),
                request.POST.get("digest", ""),
            )  # fmt: skip
        except regrading.PlanChanged:
            messages.warning(request, _("Somebody finished meanwhile, or the key changed again: look once more."))
            return redirect("regrade", self.quiz.pk)
        if made is None:
            messages.info(request, _("Nothing is left to change."))
        else:
            messages.success(request, _("The new grades count from now on. The earlier ones stay readable."))
        return redirect("regrades")


class RegradesView(LeaderView):
    """Grades that wait for a decision, and the corrections made so far."""

    page_title = gettext_lazy("Corrected keys")
    header_icon = "rotate"
    template_name = "certification/admin/regrades.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request):
        grades = list(regrading.waiting(request.brand))
        rows = []
        for grade in grades:
            step, person = grade.attempt.step_key, grade.attempt.person_id
            rows.append((grade, resting_on(request.brand, step, {person}).get(person, [])))
        done = Regrade.objects.filter(brand=request.brand).select_related("version__page", "by")
        made = done.prefetch_related("grades__decision")[:30]
        return self.render_to_response(self.get_context_data(rows=rows, made=made))

    def post(self, request):
        grade = get_object_or_404(
            NewGrade, regrade__brand=request.brand, pk=posted_number(request.POST, "grade"), held=True
        )
        if grade.attempt.person_id == request.user.pk:
            messages.error(request, _("Nobody decides about their own grade: ask a colleague."))
        elif regrading.decide(
            grade, request.user, request.POST.get("decision") == "lower", posted_line(request.POST, "reason")
        ):
            messages.success(request, _("Decided, and noted in the audit log. No certificate was touched."))
        else:
            messages.info(request, _("Somebody has decided this already."))
        return redirect("regrades")
