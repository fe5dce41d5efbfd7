"""People: brands, users, departments, memberships and their roles, invitations; audit, sign-in, privacy."""

from academy.people.models.audit import AuditEntry, AuditHead
from academy.people.models.core import (
    Brand,
    BrandGroup,
    Department,
    Invitation,
    Membership,
    Role,
    SecondFactor,
    User,
    _invitation_token,
)
from academy.people.models.imports import PeopleImport, private_storage
from academy.people.models.privacy import DataExport, ErasureRequest
from academy.people.models.scim import ScimGroup, ScimToken, ScimUser
from academy.people.models.sign_in import Connection
from academy.people.models.work import LongWork

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Brand",
    "BrandGroup",
    "Connection",
    "DataExport",
    "Department",
    "ErasureRequest",
    "Invitation",
    "LongWork",
    "Membership",
    "PeopleImport",
    "Role",
    "ScimGroup",
    "ScimToken",
    "ScimUser",
    "SecondFactor",
    "User",
    "_invitation_token",
    "private_storage",
]
