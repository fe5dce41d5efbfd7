"""Bringing people in: clear refusals, all or nothing, safe to repeat."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from academy.people.audit import breaks
from academy.people.import_people.apply import RefusedError, import_people
from academy.people.import_people.plan import Options, make_plan
from academy.people.import_people.read import UnreadableError, read
from academy.people.models import AuditEntry, Department, Membership, Role, User
from tests.people.factories import make_person

CSV = """email;nom complet;langue;service;rôle;fin
awa@velo.exemple;Awa Traoré;fr;Relation client > Téléphone;collaborateur;
jo@velo.exemple;Jo Ek;en;Boutiques;responsable;
jo@velo.exemple;Jo Ek;en;Relation client;collaborateur;
cdd@velo.exemple;Léa Cdd;;Boutiques;;31/12/2030
"""
DEPARTMENTS = "code;service;parent\nclient;Relation client;\ntel;Téléphone;client\nboutiques;Boutiques;\n"
GROW = Options(create_departments=True)
GROW_NOT = Options()


@pytest.fixture(autouse=True)
def _in_english():
    """Messages speak the user's language; these tests read the English ones."""
    with translation.override("en"):
        yield


def table(text: str, encoding="utf-8"):
    return read(text.encode(encoding), "people.csv")


def run(brand, text, options=GROW):
    return import_people(brand, table(text), options)


def rights(brand):
    rows = Membership.objects.valid_on().filter(brand=brand).select_related("user", "department")
    return {(m.user.email, m.department.name if m.department else "", m.role) for m in rows}


def problems(brand, text, options=GROW_NOT):
    return [str(p) for p in make_plan(brand, table(text), options).problems]


def test_people_departments_and_several_roles_come_in(brand):
    plan = run(brand, CSV)
    assert plan.counts()["created"] == 3 and plan.counts()["departments_created"] == 3
    assert rights(brand) == {
        ("awa@velo.exemple", "Téléphone", "employee"),
        ("jo@velo.exemple", "Boutiques", "manager"),
        ("jo@velo.exemple", "Relation client", "employee"),
        ("cdd@velo.exemple", "Boutiques", "employee"),
    }
    assert Department.objects.get(name="Téléphone").parent.name == "Relation client"
    assert Membership.objects.get(user__email="cdd@velo.exemple").ends == date(2030, 12, 31)
    assert User.objects.get(email="jo@velo.exemple").language == "en"
    assert not User.objects.get(email="awa@velo.exemple").has_usable_password()


def test_somebody_imported_signs_in_by_code(client, brand):
    from django.core import mail
    from django.urls import reverse

    from tests.people.test_sign_in import code_in

    run(brand, CSV)
    client.post(reverse("account_request_login_code"), {"email": "awa@velo.exemple"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" in client.session


def test_the_same_file_again_changes_nothing(brand):
    run(brand, CSV)
    before = rights(brand), User.objects.count(), AuditEntry.objects.count()
    plan = run(brand, CSV)
    assert {kind: count for kind, count in plan.counts().items() if count} == {"unchanged": 3}
    assert (rights(brand), User.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators(brand, encoding, separator):
    found = read(CSV.replace(";", separator).encode(encoding), "x.csv")
    assert found.people[0].text("name") == "Awa Traoré"
    assert not make_plan(brand, found, GROW).problems


def workbook(**sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_spreadsheet_with_a_sheet_of_departments(brand):
    data = workbook(
        Personnes=[["E-mail", "Prénom", "Nom", "Service", "Fin"], ["a@x.fr", "Awa", "Ba", "tel", date(2031, 1, 2)]],
        Services=[["Code", "Service", "Rattaché à"], ["tel", "Téléphone", "client"], ["client", "Relation client", ""]],
    )
    import_people(brand, read(data, "x.xlsx"), Options())
    membership = Membership.objects.get(user__email="a@x.fr")
    assert (membership.department.parent.name, membership.ends) == ("Relation client", date(2031, 1, 2))
    assert membership.user.name == "Awa Ba"


def test_transfer_trims_the_old_rights_the_same_day(brand):
    run(brand, CSV)
    run(brand, "email;nom complet;service;role\nawa@velo.exemple;Awa Traoré;Boutiques;collaborateur\n")
    assert {right for right in rights(brand) if right[0].startswith("awa")} == {
        ("awa@velo.exemple", "Boutiques", "employee")
    }
    assert Membership.objects.filter(user__email="awa@velo.exemple").count() == 2  # history stays
    run(brand, CSV)  # and back again
    assert ("awa@velo.exemple", "Téléphone", "employee") in rights(brand)


def test_leavers_lose_their_rights_when_asked_for(brand, leader):
    run(brand, CSV)
    text = CSV.replace("awa@velo.exemple;Awa Traoré;fr;Relation client > Téléphone;collaborateur;\n", "")
    text += f"{leader.email};;;;leader;\n"
    assert ("awa@velo.exemple", "Téléphone", "employee") in rights(brand)
    run(brand, text)
    assert any(right[0].startswith("awa") for right in rights(brand))
    plan = run(brand, text, Options(deactivate_missing=True, create_departments=True))
    assert [person.email for person in plan.of_kind("deactivated")] == ["awa@velo.exemple"]
    assert not any(right[0].startswith("awa") for right in rights(brand))


def test_a_leader_who_leaves_loses_the_admin(client, brand, leader, community_manager):
    client.force_login(community_manager)
    assert client.get("/gestion/").status_code == 200
    text = f"email;role\n{leader.email};leader\n{community_manager.email};employee\n"
    run(brand, text)
    assert client.get("/gestion/").status_code == 403
    assert not User.objects.get(pk=community_manager.pk).has_perm("wagtailadmin.access_admin")


def test_the_last_leader_stays(brand, leader, employee):
    text = f"email;role\n{employee.email};employee\n"
    found = problems(brand, text, Options(deactivate_missing=True))
    assert len(found) == 1 and "leader" in found[0]


def test_without_a_role_column_other_roles_stay(brand, leader):
    run(brand, f"email;service\n{leader.email};Boutiques\n")
    assert (leader.email, "", Role.LEADER) in rights(brand)


def test_nothing_is_written_when_one_row_is_wrong(brand):
    with pytest.raises(RefusedError):
        run(brand, CSV + "pas une adresse;X;;;;\n")
    assert not User.objects.filter(email__endswith="velo.exemple").exists() and not Department.objects.exists()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("pas-une-adresse;X;;;;", "row 2, column email"),
        (";X;;;;", "row 2, column email"),
        ("a@x.fr;;;;;", "row 2, column name"),
        ("a@x.fr;X;;;chef;", "row 2, column role"),
        ("a@x.fr;X;de;;;", "row 2, column language"),
        ("a@x.fr;X;;Inconnu;;", "row 2, column department"),
        ("a@x.fr;X;;;;31/02/2030", "row 2, column ends"),
        ("a@x.fr;=cmd|'/c calc'!A1;;;;", "row 2, column name"),
        ("@SUM(1);X;;;;", "row 2, column email"),
        ("a@x.fr;X;;;;\na@x.fr;X;;;;", "row 3, column email"),
        ("a@x.fr;X;;;;\nA@X.fr;Y;;;leader;", "row 3, column name"),
    ],
)
def test_problems_name_row_and_column(brand, line, place):
    found = problems(brand, "email;nom complet;langue;service;role;fin\n" + line + "\n")
    assert [p for p in found if p.startswith(place)], found


def test_departments_in_a_circle(brand):
    text = "code;service;parent\na;A;b\nb;B;c\nc;C;a\n"
    found = problems(brand, text)
    assert len(found) == 1 and "a > b > c > a" in found[0]


def test_a_department_below_an_unknown_one_or_twice(brand):
    assert "row 2, column parent" in problems(brand, "code;service;parent\na;A;nulle-part\n")[0]
    assert "row 3, column code" in problems(brand, "code;service;parent\na;A;\na;B;\n")[0]


def test_two_departments_of_one_name_need_the_path(brand):
    run(brand, "email;nom complet;service\na@x.fr;A;Nord > Accueil\nb@x.fr;B;Sud > Accueil\n")
    assert "several" in problems(brand, "email;nom complet;service\nc@x.fr;C;Accueil\n")[0]
    run(brand, "email;nom complet;service\nc@x.fr;C;Sud > Accueil\n", Options())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"nom;age\nX;3\n",
        b"email;nom complet\n",
        b"\x00\x01\x02" * 50,
        b"PK\x03\x04 damaged",
        b"email;mail\na;b\n",
    ],
)
def test_files_that_are_none(data):
    with pytest.raises(UnreadableError):
        read(data, "x.csv")


def test_a_huge_file_is_refused_at_once():
    with pytest.raises(UnreadableError, match="MB"):
        read(b"email\n" + b"a" * (21 * 1024 * 1024), "x.csv")
    with pytest.raises(UnreadableError, match="rows"):
        read(b"email\n" + b"a@x.fr\n" * 100_002, "x.csv")


def test_a_spreadsheet_bomb_is_refused():
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(UnreadableError, match="unpacks"):
        read(file.getvalue(), "x.xlsx")


def test_formulas_of_a_spreadsheet_are_refused(brand):
    data = workbook(P=[["email", "name"], ["a@x.fr", '=HYPERLINK("http://x")']])
    assert "formula" in str(make_plan(brand, read(data, "x"), Options()).problems[0])


def test_people_of_another_brand_join_and_keep_their_name(brand, other_brand):
    person = make_person(other_brand, name="Vrai Nom")
    run(brand, f"email;nom complet\n{person.email};Faux Nom\n")
    person.refresh_from_db()
    assert person.name == "Vrai Nom" and Membership.objects.filter(user=person).count() == 2


def test_leavers_of_one_brand_stay_in_the_other(brand, other_brand, leader):
    person = make_person(other_brand)
    Membership.objects.create(user=person, brand=brand)
    run(brand, f"email;role\n{leader.email};leader\n", Options(deactivate_missing=True))
    assert Membership.objects.valid_on().filter(user=person, brand=other_brand).exists()
    assert not Membership.objects.valid_on().filter(user=person, brand=brand).exists()


def test_an_import_is_in_the_audit_log_without_names(brand):
    run(brand, CSV)
    entry = AuditEntry.objects.get(action="people.imported")
    assert entry.details["created"] == 3 and "awa" not in str(entry.details)
    assert not list(breaks(brand.pk))


def test_the_command(brand, tmp_path, capsys):
    file = tmp_path / "people.csv"
    file.write_text(DEPARTMENTS)
    call_command("import_people", str(file), brand="testserver")
    file.write_text(CSV)
    call_command("import_people", str(file), brand="testserver", dry_run=True)
    assert "created      awa@velo.exemple" in capsys.readouterr().out
    assert not User.objects.filter(email="awa@velo.exemple").exists()
    call_command("import_people", str(file), brand="testserver")
    assert User.objects.filter(email="awa@velo.exemple").exists()
    file.write_text("email\nx\n")
    with pytest.raises(CommandError, match=r"people\.csv: row 2, column email"):
        call_command("import_people", str(file), brand="testserver")
    with pytest.raises(CommandError, match="ailleurs"):
        call_command("import_people", str(file), brand="ailleurs.exemple")


def test_an_expired_contract_may_come_back(brand):
    person = make_person(brand, ends=timezone.localdate() - timedelta(days=3))
    run(brand, f"email;fin\n{person.email};2031-01-01\n")
    assert (person.email, "", "employee") in rights(brand)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(brand, tmp_path):
    file = tmp_path / "people.csv"
    with file.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    with pytest.raises(CommandError, match="200 MB"):
        call_command("import_people", str(file), brand="testserver")


def test_a_latin_1_spreadsheet_of_semicolons_with_a_formula_names_the_place(brand):
    text = "e-mail;prénom;nom\na@x.fr;Zoé;Été\nb@x.fr;=2+5;Ba\n"
    found = [str(p) for p in make_plan(brand, read(text.encode("latin-1"), "x.csv"), GROW_NOT).problems]
    assert found and found[0].startswith("row 3, column")
    with pytest.raises(RefusedError):
        import_people(brand, read(text.encode("latin-1"), "x.csv"), GROW)
    assert not User.objects.filter(email__endswith="x.fr").exists()


def test_an_external_adviser_needs_an_end(brand):
    assert problems(brand, "email;nom complet;role\na@x.fr;A;adviser\n")[0].startswith("row 2, column ends")
    assert not problems(brand, "email;nom complet;role;fin\na@x.fr;A;adviser;2031-01-01\n")
