"""Questions as a QTI 3.0 package: a manifest and one item per question, with their images."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

from academy.exercises.banks.base import Remark
from academy.exercises.banks.gift_writer import lost
from academy.exercises.banks.markup import to_html
from academy.exercises.kinds import gaps, matching
from academy.exercises.kinds.numeric import bounds
from academy.exercises.question import Option, Question

_NS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same package for the same questions
Images = Mapping[str, tuple[str, bytes]]


def write_qti(questions: list[Question], images: Images | None = None) -> tuple[bytes, list[Remark]]:
    """→ the zip, and what was left out per question."""
    files: dict[str, bytes] = {}
    remarks: list[Remark] = []
    resources = []
    for question in questions:
        body = _BODIES.get(question.kind)
        if body is None:
            remarks.append(Remark(question.id, f"QTI : question « {question.kind} » laissée de côté",
                                  f"QTI: kind '{question.kind}' skipped"))  # fmt: skip
            continue
        remarks += lost(question, "QTI", keeps_tags=True)
        if any(_without_place(question, option) for option in question.options):
            remarks.append(Remark(question.id, "QTI : explications ou variantes de réponses tapées laissées de côté",
                                  "QTI: feedback or variants of typed answers left out"))  # fmt: skip
        image = (images or {}).get(question.image)
        href, extra = f"items/{question.id}.xml", ""
        if image:
            files[f"items/images/{image[0]}"] = image[1]
            extra = f'<file href="items/images/{escape(image[0])}"/>'
        files[href] = _item(question, body(question), image).encode()
        resources.append(_resource(question, href, extra))
    files["imsmanifest.xml"] = _manifest(resources).encode()
    return _zip(files), remarks


def _typed_form(question: Question, option: Option) -> bool:
    typed = question.kind == "gaps" and not gaps.is_menu(question, option.group)
    return question.kind in ("short", "numeric") or typed


def _without_place(question: Question, option: Option) -> bool:
    return (bool(option.feedback) and _typed_form(question, option)) or (
        question.kind == "numeric" and option is not question.options[0]
    )


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _resource(question: Question, href: str, extra: str) -> str:
    words = [*question.tags, *(["critical"] if question.critical else [])]
    words += [f"difficulty:{question.difficulty}"] if question.difficulty != 1 else []
    keywords = "".join(f"<lom:keyword><lom:string>{escape(one)}</lom:string></lom:keyword>" for one in words)
    meta = f"<metadata><lom:lom><lom:general>{keywords}</lom:general></lom:lom></metadata>" if words else ""
    return (f'<resource identifier="{question.id}" type="imsqti_item_xmlv3p0" href="{href}">{meta}'
            f'<file href="{href}"/>{extra}</resource>')  # fmt: skip


def _manifest(resources: list[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest identifier="bank" '
        'xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/LOM">\n'
        "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata><organizations/>\n"
        f"<resources>{''.join(resources)}</resources>\n</manifest>\n"
    )


def _item(question: Question, parts: tuple[str, str], image: tuple[str, bytes] | None) -> str:
    declaration, body = parts
    picture = f'<p><img src="images/{escape(image[0])}" alt="{escape(question.alt)}"/></p>' if image else ""
    feedback = "".join(
        _modal(o.id, o.feedback) for o in question.options if o.feedback and not _typed_form(question, o)
    )
    feedback += _modal("explanation", question.explanation) if question.explanation else ""
    outcome = '<qti-outcome-declaration identifier="{}" cardinality="{}" base-type="{}"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<qti-assessment-item xmlns="{_NS}" identifier="{question.id}" '
        f'title="{escape(question.text[:80])}" adaptive="false" time-dependent="false">\n{declaration}\n'
        f"{outcome.format('SCORE', 'single', 'float')}{outcome.format('FEEDBACK', 'multiple', 'identifier')}\n"
        f"<qti-item-body>{picture}{body}</qti-item-body>\n{_processing(question)}\n{feedback}\n</qti-assessment-item>\n"
    )


def _processing(question: Question) -> str:
    limits = bounds(question.options[0].text) if question.kind == "numeric" else None
    if limits and limits[0] != limits[1]:
        margin = _decimal(limits[1] - limits[0], 2)
        return (
            "<qti-response-processing><qti-response-condition><qti-response-if>"
            f'<qti-equal tolerance-mode="absolute" tolerance="{margin} {margin}"><qti-variable identifier="RESPONSE"/>'
            '<qti-correct identifier="RESPONSE"/></qti-equal><qti-set-outcome-value identifier="SCORE">'
            '<qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-if>'
            "</qti-response-condition></qti-response-processing>"
        )
    template = "map_response" if question.kind in ("multiple", "short", "spot") else "match_correct"
    return f'<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{template}.xml"/>'


def _decimal(value: object, by: int = 1) -> str:
    return f"{float(value) / by:.10f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]


def _modal(identifier: str, text: str) -> str:
    return (f'<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="{escape(identifier)}" show-hide="show">'
            f"<qti-content-body>{to_html(text)}</qti-content-body></qti-modal-feedback>")  # fmt: skip


def _declare(base: str, right: list[str], cardinality: str = "single", points: dict[str, float] | None = None,
             id: str = "RESPONSE", sensitive: bool = False) -> str:  # fmt: skip
    values = "".join(f"<qti-value>{escape(one)}</qti-value>" for one in right)
    case = "true" if sensitive else "false"
    entries = "".join(
        f'<qti-map-entry map-key="{escape(key)}" mapped-value="{value:g}" case-sensitive="{case}"/>'
        for key, value in (points or {}).items()
    )
    mapping = f'<qti-mapping default-value="0" lower-bound="0">{entries}</qti-mapping>' if entries else ""
    return (f'<qti-response-declaration identifier="{id}" cardinality="{cardinality}" base-type="{base}">'
            f"<qti-correct-response>{values}</qti-correct-response>{mapping}</qti-response-declaration>")  # fmt: skip


def _tag(tag: str, option: Option) -> str:
    return f'<{tag} identifier="{option.id}">{to_html(option.text)}</{tag}>'


def _inline(text: str) -> str:
    return escape(text, quote=False)


def _choice(question: Question) -> tuple[str, str]:
    several = question.kind == "multiple"
    right = [o.id for o in question.options if o.correct]
    share = 1 / len(right) if right else 1.0
    points = {o.id: share if o.correct else -share for o in question.options} if several else {}
    if any(o.worth for o in question.options):
        points = {o.id: 1.0 if o.correct else o.worth / 100 for o in question.options}
    choices = "".join(_tag("qti-simple-choice", o) for o in question.options)
    declare = _declare("identifier", right, "multiple" if several else "single", points)
    return declare, (
        f'<qti-choice-interaction response-identifier="RESPONSE" max-choices="{0 if several else 1}" '
        f'shuffle="{str(question.kind != "truefalse").lower()}"><qti-prompt>{to_html(question.text)}</qti-prompt>'
        f"{choices}</qti-choice-interaction>"
    )


def _order(question: Question) -> tuple[str, str]:
    choices = "".join(_tag("qti-simple-choice", o) for o in question.options)
    return _declare("identifier", [o.id for o in question.options], "ordered"), (
        f'<qti-order-interaction response-identifier="RESPONSE" shuffle="true"><qti-prompt>{to_html(question.text)}'
        f"</qti-prompt>{choices}</qti-order-interaction>"
    )


def _match(question: Question) -> tuple[str, str]:
    lefts, rights = matching.lefts(question), matching.rights(question)
    ids = {text: id for id, text in rights.items()}
    one = '<qti-simple-associable-choice identifier="{}" match-max="{}">{}</qti-simple-associable-choice>'
    left = "".join(one.format(o.id, 1, to_html(o.text)) for o in lefts)
    right = "".join(one.format(f"{id}-m", len(lefts), to_html(text)) for id, text in rights.items())
    pairs = [f"{o.id} {ids[o.match]}-m" for o in lefts if o.match]
    return _declare("directedPair", pairs, "multiple"), (
        f'<qti-match-interaction response-identifier="RESPONSE" max-associations="{len(lefts)}">'
        f"<qti-prompt>{to_html(question.text)}</qti-prompt><qti-simple-match-set>{left}</qti-simple-match-set>"
        f"<qti-simple-match-set>{right}</qti-simple-match-set></qti-match-interaction>"
    )


def _typed(question: Question) -> tuple[str, str]:
    numeric = question.kind == "numeric"
    texts = {o.id: _centre(o.text) if numeric else o.text for o in question.options}
    right = [texts[o.id] for o in question.options if o.correct][:1]
    points = {} if numeric else {texts[o.id]: 1.0 if o.correct else o.worth / 100 for o in question.options}
    declare = _declare(
        "float" if numeric else "string", right, "single", points, sensitive="case" not in question.ignore
    )
    return declare, f'{to_html(question.text)}<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>'


def _centre(text: str) -> str:
    limits = bounds(text)
    return _decimal(limits[0] + limits[1], 2) if limits else text


def _gaps(question: Question) -> tuple[str, str]:
    declared, parts = [], gaps.GAP.split(question.text)
    out = [_inline(parts[0])]
    for number, name in enumerate(gaps.names(question)):
        fillings, id = gaps.filling(question, name), f"RESPONSE{number + 1}"
        if gaps.is_menu(question, name):
            declared.append(_declare("identifier", [o.id for o in fillings if o.correct], id=id))
            choices = "".join(
                f'<qti-inline-choice identifier="{o.id}">{_inline(o.text)}</qti-inline-choice>' for o in fillings
            )
            out.append(
                f'<qti-inline-choice-interaction response-identifier="{id}">{choices}</qti-inline-choice-interaction>'
            )
        else:
            points = {o.text: 1.0 for o in fillings}
            declared.append(_declare("string", [fillings[0].text], "single", points, id, "case" not in question.ignore))
            out.append(f'<qti-text-entry-interaction response-identifier="{id}"/>')
        out.append(_inline(parts[2 * number + 2]))
    return "".join(declared), f"<p>{''.join(out)}</p>"


def _spot(question: Question) -> tuple[str, str]:
    right = [o.id for o in question.options if o.correct]
    share = 1 / len(right) if right else 1.0
    points = {o.id: share if o.correct else -share for o in question.options}
    passages = " ".join(f'<qti-hottext identifier="{o.id}">{_inline(o.text)}</qti-hottext>' for o in question.options)
    return _declare("identifier", right, "multiple", points), (
        f'<qti-hottext-interaction response-identifier="RESPONSE" max-choices="0"><qti-prompt>{to_html(question.text)}'
        f"</qti-prompt><p>{passages}</p></qti-hottext-interaction>"
    )


_BODIES = {
    "single": _choice, "multiple": _choice, "truefalse": _choice, "ordering": _order, "matching": _match,
    "short": _typed, "numeric": _typed, "gaps": _gaps, "spot": _spot,
}  # fmt: skip
