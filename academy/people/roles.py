"""Roles become Wagtail permissions here: one group per brand and role, rebuilt from the tables below.

Run again at will: every function brings the database to what the tables say and touches nothing else.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.query import PageQuerySet

from academy.people.models import Brand, BrandGroup, Membership, Role, User

PAGE_PERMISSIONS = {
    Role.LEADER: ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"],
    Role.COMMUNITY_MANAGER: ["add_page", "change_page"],  # drafts only: publishing goes through the workflow
}
FILE_PERMISSIONS = {
    Role.LEADER: ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"],
    Role.COMMUNITY_MANAGER: ["add_image", "choose_image", "add_document", "choose_document"],
}
_EDIT = ("add", "change", "delete", "view")
# Models of the rooms above are named by label: people imports none of them.
MODEL_PERMISSIONS = {
    Role.LEADER: {
        "wagtailadmin.admin": ("access",),
        "people.department": _EDIT,
        "people.membership": _EDIT,
        "people.invitation": _EDIT,
        "library.question": (*_EDIT, "publish"),
        "library.channel": _EDIT,
        "library.topic": _EDIT,
        "library.voicerule": _EDIT,
        "learning.extratime": _EDIT,
        "certification.level": _EDIT,
        "certification.sponsorship": _EDIT,
        "certification.coveragetarget": _EDIT,
        "certification.registryembed": _EDIT,
    },
    Role.COMMUNITY_MANAGER: {
        "wagtailadmin.admin": ("access",),
        "library.question": ("add", "change", "view"),
    },
}
EDITING_ROLES = tuple(PAGE_PERMISSIONS)


@transaction.atomic
def sync_brand_groups(brand: Brand) -> None:
    """Groups, page, collection and model permissions and the moderation workflow of one brand."""
    groups = {role: _group(brand, role) for role in EDITING_ROLES}
    homes = list(home_pages(brand))
    collection = _collection(brand, groups)
    for role, group in groups.items():
        group.permissions.set(_model_permissions(role))
        _set_page_permissions(group, homes, PAGE_PERMISSIONS[role])
        _set_file_permissions(group, collection, FILE_PERMISSIONS[role])
    _let_edit_settings(brand, groups[Role.LEADER])
    _moderate(brand, homes, groups[Role.LEADER])


def home_pages(brand: Brand):
    """The brand's home page in every language."""
    return Page.objects.filter(translation_key=brand.site.root_page.translation_key, depth=2)


def pages_below(brand: Brand, pages: PageQuerySet) -> PageQuerySet:
    """Those of `pages` that lie in the brand's tree, its home pages included, in any language."""
    found = pages.none()
    for home in home_pages(brand):
        found = found | pages.descendant_of(home, inclusive=True)
    return found


@transaction.atomic
def sync_user_groups(user: User) -> None:
    """Put the person into the groups of the roles they hold today, and out of the others."""
    held = {(m.brand_id, m.role) for m in Membership.objects.valid_on().filter(user=user, role__in=EDITING_ROLES)}
    ours = list(BrandGroup.objects.all())
    due = {link.group_id for link in ours if user.is_active and (link.brand_id, link.role) in held}
    present = set(user.groups.filter(brand_group__isnull=False).values_list("pk", flat=True))
    if due - present:
        user.groups.add(*(due - present))
    if present - due:
        user.groups.remove(*(present - due))


def sync_all() -> int:
    """Everybody whose groups may have to change since a membership began or ended; → how many were looked at."""
    people = User.objects.filter(memberships__role__in=EDITING_ROLES) | User.objects.filter(
        groups__brand_group__isnull=False
    )
    people = list(people.distinct())
    for user in people:
        sync_user_groups(user)
    return len(people)


def _group(brand: Brand, role: str) -> Group:
    name = f"{brand.name[:100]} · {role} ({brand.pk})"
    link = BrandGroup.objects.filter(brand=brand, role=role).select_related("group").first()
    if link is None:
        group, _created = Group.objects.get_or_create(name=name)
        BrandGroup.objects.create(brand=brand, role=role, group=group)
        return group
    if link.group.name != name:
        link.group.name = name
        link.group.save(update_fields=["name"])
    return link.group


def _model_permissions(role: str) -> list[Permission]:
    wanted = {
        (*label.split("."), f"{action}_{label.split('.')[1]}")
        for label, actions in MODEL_PERMISSIONS[role].items()
        for action in actions
    }
    apps = {app for app, _model, _codename in wanted}
    found = Permission.objects.filter(content_type__app_label__in=apps).select_related("content_type")
    return [p for p in found if (p.content_type.app_label, p.content_type.model, p.codename) in wanted]


def _set_page_permissions(group: Group, homes: list[Page], codenames: list[str]) -> None:
    granted = GroupPagePermission.objects.filter(group=group)
    granted.exclude(page__in=homes, permission__codename__in=codenames).delete()
    permissions = Permission.objects.filter(
        codename__in=codenames, content_type__app_label="wagtailcore", content_type__model="page"
    )
    for home in homes:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)


def _collection(brand: Brand, groups: dict[str, Group]) -> Collection:
    """The brand's own shelf of images and documents: the one its groups already have, or a new one."""
    granted = GroupCollectionPermission.objects.filter(group__in=groups.values()).select_related("collection").first()
    if granted:
        return granted.collection
    return Collection.get_first_root_node().add_child(instance=Collection(name=brand.name))


def _set_file_permissions(group: Group, collection: Collection, codenames: list[str]) -> None:
    granted = GroupCollectionPermission.objects.filter(group=group)
    granted.exclude(collection=collection, permission__codename__in=codenames).delete()
    apps = ["wagtailimages", "wagtaildocs"]
    for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label__in=apps):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _let_edit_settings(brand: Brand, group: Group) -> None:
    """The leader edits this brand's settings and no other's."""
    permission = Permission.objects.get(codename="change_brand", content_type__app_label="people")
    GroupSitePermission.objects.filter(group=group).exclude(site=brand.site).delete()
    GroupSitePermission.objects.get_or_create(group=group, site=brand.site, permission=permission)


def _moderate(brand: Brand, homes: list[Page], leaders: Group) -> None:
    """Drafts handed in for review wait for the brand's leaders."""
    task = GroupApprovalTask.objects.filter(groups=leaders).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=f"Relecture · {brand.name}"[:255])
        task.groups.add(leaders)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=f"Relecture · {brand.name}"[:255])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for home in homes:
        WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
