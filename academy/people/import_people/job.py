"""An uploaded file on its way: checked, shown, confirmed, applied. Big files do this in the worker."""

import logging

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from academy.people.import_people.apply import RefusedError, import_people
from academy.people.import_people.plan import Options, PersonPlan, Plan, make_plan
from academy.people.import_people.read import UnreadableError, read
from academy.people.models import PeopleImport, Role

SMALL = 200 * 1024  # bytes; bigger files go to the worker
_SHOWN = 200
logger = logging.getLogger(__name__)
Status = PeopleImport.Status


def start_check(job: PeopleImport, language: str) -> None:
    """Read the file and write the report, now or in the worker."""
    _now_or_later(check, job, language)


def start_apply(job: PeopleImport, language: str) -> None:
    """Import for good; a second word for the same file does nothing, unless the worker that had it has died."""
    mine = PeopleImport.objects.filter(pk=job.pk)
    known = mine.filter(status=Status.READY) if not job.is_stuck else mine.filter(status=Status.APPLYING, beat=job.beat)
    if known.update(status=Status.APPLYING, beat=timezone.now()):
        _now_or_later(apply, job, language)


def _now_or_later(work, job: PeopleImport, language: str) -> None:
    if _size(job) <= SMALL:
        work.func(job.pk, language)
    else:
        work.enqueue(job.pk, language)


@task(backend="jobs")
def check(pk: int, language: str) -> None:
    job = PeopleImport.objects.select_related("brand").get(pk=pk)
    with translation.override(language):
        try:
            plan = make_plan(job.brand, read(_bytes(job), job.filename), _options(job))
            _finish(job, Status.REFUSED if plan.problems else Status.READY, _report(plan))
        except UnreadableError as error:
            _finish(job, Status.REFUSED, {"problems": [str(error)]})
        except Exception:
            _stopped(job)


@task(backend="jobs")
def apply(pk: int, language: str) -> None:
    job = PeopleImport.objects.select_related("brand", "by").get(pk=pk)
    if job.status != Status.APPLYING:
        return
    with translation.override(language):
        try:
            plan = import_people(job.brand, read(_bytes(job), job.filename), _options(job), by=job.by)
        except RefusedError as refused:  # the brand changed since the check
            _finish(job, Status.REFUSED, _report(refused.plan))
            return
        except UnreadableError as error:
            _finish(job, Status.REFUSED, {"problems": [str(error)]})
            return
        except Exception:  # all or nothing: nothing was written
            _stopped(job)
            return
        _finish(job, Status.DONE, {"counts": plan.counts()})  # names go, figures stay
        job.file.delete(save=True)


def _size(job: PeopleImport) -> int:
    try:
        return job.file.size
    except OSError:
        return 0  # gone: reading it says so


def _bytes(job: PeopleImport) -> bytes:
    try:
        with job.file.open("rb") as file:
            return file.read()
    except OSError:
        raise UnreadableError(_("The file is no longer on the server. Send it again.")) from None


def _options(job: PeopleImport) -> Options:
    return Options(job.deactivate_missing, job.create_departments)


def _finish(job: PeopleImport, status: str, report: dict) -> None:
    job.status, job.report = status, report
    job.save(update_fields=["status", "report"])


def _stopped(job: PeopleImport) -> None:
    logger.exception("import of people %s", job.pk)
    told = _("An error of the site stopped the import; nothing was imported. Tell your administrator.")
    _finish(job, Status.REFUSED, {"problems": [told]})


def _report(plan: Plan) -> dict:
    people = [person for kind in ("deactivated", "changed", "created") for person in plan.of_kind(kind)]
    return {
        "counts": plan.counts(),
        "problems": [str(problem) for problem in plan.problems[:_SHOWN]],
        "more_problems": max(0, len(plan.problems) - _SHOWN),
        "departments": [node.name for node in plan.tree.new][:_SHOWN],
        "people": [_line(person) for person in people[:_SHOWN]],
        "more_people": max(0, len(people) - _SHOWN),
    }


def _line(person: PersonPlan) -> dict:
    what = [_right("+", role, code) for code, role, _starts, _ends in person.add]
    what += [_right("−", m.role, m.department.name if m.department else "") for m in person.end]
    for membership, _starts, ends in person.redate:
        until = _("until %(day)s") % {"day": ends} if ends else _("without end")
        what.append(f"{_right('', membership.role, '')} · {until}")
    if person.rename:
        what.append(_("name: %(name)s") % {"name": person.rename})
    if person.relanguage:
        what.append(_("language: %(language)s") % {"language": person.relanguage})
    if person.reactivate:
        what.append(_("active again"))
    return {"kind": person.kind, "email": person.email, "name": person.name, "what": what}


def _right(sign: str, role: str, where: str) -> str:
    return f"{sign} {Role(role).label}{f' · {where}' if where else ''}".strip()
