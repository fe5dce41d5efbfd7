"""What the end points of `/scim/v2/` answer: which resource, and errors in SCIM's own words."""

import json
import re

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    InvalidSyntaxException,
    ListResponse,
    Meta,
    NotFoundException,
    PatchOp,
    ResourceType,
    ResponseParameters,
    Schema,
    SCIMException,
    SearchRequest,
)

from academy.people.models import Brand, ScimGroup, ScimUser
from academy.people.scim.people import remove_person, save_group, save_person
from academy.people.scim.rights import remove_group
from academy.people.scim.schema import CONFIG, MODELS, PAGE, PROVIDER, Group, GroupMember, Person

_ROWS = {"Users": ScimUser, "Groups": ScimGroup}
_SAVE = {"Users": save_person, "Groups": save_group}
_REMOVE = {"Users": remove_person, "Groups": remove_group}
_EQUALS = re.compile(r'^\s*(userName|externalId|displayName|id)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$', re.IGNORECASE)
_COLUMNS = {"username": "user_name__iexact", "externalid": "external_id", "id": "pk"}
_ON_GROUPS = {"displayname": "display_name__iexact", "externalid": "external_id", "id": "pk"}


def answer_to(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One request whose token is good; everything or nothing."""
    try:
        with PROVIDER, transaction.atomic():
            return _dispatch(request, kind, key)
    except SCIMException as error:
        return _error(error.to_error())
    except ValidationError as error:
        return _error(Error.from_validation_error(error.errors()[0]))
    except IntegrityError:
        return _error(Error(status=409, scim_type="uniqueness", detail="taken meanwhile"))


def _answer(body: dict | None, status: int = 200) -> HttpResponse:
    text = b"" if body is None else json.dumps(body).encode()
    response = HttpResponse(text, status=status, content_type="application/scim+json")
    response["Cache-Control"] = "no-store"
    return response


def _error(error: Error) -> HttpResponse:
    return _answer(error.model_dump(), int(error.status or 400))


def _dispatch(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    if kind in ("ServiceProviderConfig", "ResourceTypes", "Schemas"):
        return _discovery(request, kind, key)
    if ".search" in (kind, key) and request.method == "POST":
        return _list(request, list(MODELS) if kind == ".search" else [kind], _payload(request))
    if kind not in MODELS:
        raise NotFoundException(detail="no such end point")
    if not key:
        if request.method == "GET":
            return _list(request, [kind], request.GET.dict())
        return _create(request, kind) if request.method == "POST" else _not_allowed()
    row = _row(request.brand, kind, key)
    if request.method == "GET":
        return _answer(_dump(request, kind, row, Context.RESOURCE_QUERY_RESPONSE))
    if request.method == "DELETE":
        _REMOVE[kind](row)
        return _answer(None, 204)
    if request.method in ("PUT", "PATCH"):
        return _change(request, kind, row)
    return _not_allowed()


def _not_allowed() -> HttpResponse:
    return _error(Error(status=405, detail="method not allowed"))


def _discovery(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    if request.method != "GET":
        return _not_allowed()
    base = request.build_absolute_uri("/scim/v2")
    if kind == "ServiceProviderConfig" and not key:
        found = CONFIG.model_copy(
            update={"meta": Meta(resource_type="ServiceProviderConfig", location=f"{base}/ServiceProviderConfig")}
        )
        return _answer(found.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
    model, things = (Schema, PROVIDER.schemas) if kind == "Schemas" else (ResourceType, PROVIDER.resource_types)
    rows = [
        thing.model_copy(update={"meta": Meta(resource_type=model.__name__, location=f"{base}/{kind}/{thing.id}")})
        for thing in things
    ]
    if not key:
        listed = ListResponse[model](total_results=len(rows), start_index=1, items_per_page=len(rows), resources=rows)
        return _answer(listed.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
    for row in rows:
        if str(row.id) == key:
            return _answer(row.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
    raise NotFoundException(detail="no such resource")


def _row(brand: Brand, kind: str, key: str):
    rows = _ROWS[kind].objects.filter(brand=brand)
    found = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if found is None:
        raise NotFoundException(detail="no such resource")
    return found


def _payload(request: HttpRequest) -> dict:
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidSyntaxException(detail="the body is not a JSON object")
    return found


def _create(request: HttpRequest, kind: str) -> HttpResponse:
    sent = MODELS[kind].model_validate(_payload(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    row = _SAVE[kind](request.brand, sent)
    body = _dump(request, kind, row, Context.RESOURCE_CREATION_RESPONSE)
    response = _answer(body, 201)
    response["Location"] = body.get("meta", {}).get("location") or f"{request.build_absolute_uri()}/{row.pk}"
    return response


def _change(request: HttpRequest, kind: str, row) -> HttpResponse:
    model = MODELS[kind]
    now = _resource(request, kind, row)
    if request.method == "PUT":
        sent = model.model_validate(_payload(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
        sent.replace(now)
        context = Context.RESOURCE_REPLACEMENT_RESPONSE
    else:
        patch = PatchOp[model].model_validate(_payload(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)
        sent = now
        patch.patch(sent)
        context = Context.RESOURCE_PATCH_RESPONSE
    row = _SAVE[kind](request.brand, sent, row)
    return _answer(_dump(request, kind, row, context))


def _list(request: HttpRequest, kinds: list[str], words: dict) -> HttpResponse:
    """A page of resources of one kind or of both, people first."""
    first, total, found = 1, 0, []
    for kind in kinds:
        if kind not in MODELS:
            raise NotFoundException(detail="no such end point")
        asked = SearchRequest[MODELS[kind]].model_validate(words)
        first = max(asked.start_index or 1, 1)
        size = PAGE if asked.count is None else max(0, min(asked.count, PAGE))
        rows = _matching(request, kind, asked, str(words.get("filter", "")))
        start = max(first - 1 - total, 0)
        page = rows[start : start + size - len(found)]
        found += [_dump(request, kind, row, Context.RESOURCE_QUERY_RESPONSE, words) for row in page]
        total += len(rows) if isinstance(rows, list) else rows.count()
    return _answer(
        {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": total,
            "startIndex": first,
            "itemsPerPage": len(found),
            "Resources": found,
        }
    )


def _matching(request: HttpRequest, kind: str, asked: SearchRequest, text: str):
    """`eq` on names and keys is asked of the database, every other filter of each resource."""
    rows = _ROWS[kind].objects.filter(brand=request.brand).order_by("pk")
    simple = _EQUALS.match(text)
    column = (_COLUMNS if kind == "Users" else _ON_GROUPS).get(simple[1].lower()) if simple else None
    if column and not (column == "pk" and not json.loads(simple[2]).isdecimal()):
        return rows.filter(**{column: json.loads(simple[2])})
    if asked.filter:
        return [row for row in rows if asked.filter.match(_resource(request, kind, row))]
    return rows


def _dump(request: HttpRequest, kind: str, row, context: Context, words: dict | None = None) -> dict:
    words = request.GET.dict() if words is None else words
    names = {name: words[name] for name in ("attributes", "excludedAttributes") if name in words}
    wanted = ResponseParameters[MODELS[kind]].model_validate(names)
    return _resource(request, kind, row).model_dump(scim_ctx=context, response_parameters=wanted)


def _resource(request: HttpRequest, kind: str, row):
    base = request.build_absolute_uri("/scim/v2")
    meta = Meta(
        resource_type=kind[:-1], created=row.created, last_modified=row.modified, location=f"{base}/{kind}/{row.pk}"
    )
    if kind == "Users":
        kept = dict(row.attributes)
        unsaid = kept.pop("activeUnsaid", False)
        found = Person.model_validate({**kept, "userName": row.user_name})
        found.active = None if unsaid else row.active
    else:
        people = row.members.order_by("pk")
        members = [GroupMember(value=str(p.pk), ref=f"{base}/Users/{p.pk}") for p in people]
        found = Group(display_name=row.display_name, members=members or None)
    found.id, found.external_id, found.meta = str(row.pk), row.external_id or None, meta
    return found
