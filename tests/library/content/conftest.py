from pathlib import Path

import pytest

CONTENT = Path(__file__).resolve().parents[3] / "content"

FILES = {
    "brand.yaml": """
channels:
  - {code: x, name_fr: X, name_en: X, online: yes}
  - {code: comptoir, name_fr: Comptoir, name_en: Counter, online: no}
topics:
  - {code: produits, name_fr: Produits, name_en: Products, sensitivity: orange}
levels:
  - {code: ecouter, order: 1, name_fr: Écouter, name_en: Listener, channels: [x], topics: [produits],
     requirements: [{kind: course, ref: base}, {kind: quiz, ref: base/01-debut/03-quiz, pass_mark: 80}]}
""",
    "fr/charter.md": """---
type: charte
titre: La charte
version: 1
valeurs:
  - {id: respect, nom: Respect, texte: "Une personne d’abord."}
---
## Nos règles

::: fais
- Dire qui on est.
:::
""",
    "fr/playbooks/avis.md": """---
type: guide
titre: Répondre à un avis
résumé: Remercier et dire la suite.
canaux: [x]
situations: [avis positif, avis négatif]
vérifié-le: 2026-11-23
---
Texte.

::: publication canal="x" auteur="Mme Roy"
Trop long !
:::

::: liste titre="Avant"
- Un
- Deux
:::
""",
    "fr/base/course.md": """---
type: cours
titre: Les bases
résumé: Pour commencer.
minutes: 30
objectifs: [Savoir lire, Savoir écrire]
ouvre: ecouter
---
Bienvenue.
""",
    "fr/base/01-debut/module.md": "---\ntype: module\ntitre: Début\n---\n",
    "fr/base/01-debut/01-lecon.md": """---
type: leçon
titre: Première leçon
minutes: 5
guides: [avis]
---
Voir le guide.

::: guide id="avis"
Il aide ici.
:::
""",
    "fr/base/01-debut/02-scene.md": """---
type: scénario
titre: Une scène
langue: fr
minutes: 4
personnages: {Karim: collègue}
jauges: {confiance: 4/10}
points: [courage]
réussite: {score: 70, fins: [succès]}
---
## debut : Le début
Karim : On y va ?
> Un message
Il fait nuit.
- Non merci. -> bilan {#non}
  effets: courage +2, confiance +1
  retour: Bien vu.
- Oui. -> bilan {#oui}
  effets: courage -1
  faute: faux avis
## bilan : Le soir [aiguillage]
- si confiance >= 5 et vu debut -> gagne
- sinon -> perdu
## gagne : Bravo [succès]
Fin.
## perdu : Dommage [échec]
Fin.
""",
    "fr/base/01-debut/03-quiz.md": """---
type: quiz
titre: Le quiz
minutes: 3
seuil: 80
tirages:
  - {étiquette: base, nombre: 1}
questions: [q2]
---
Courage.
""",
    "fr/base/questions.md": """---
type: questions
titre: Banque
langue: fr
---
## q1 : [unique]
Que faites-vous ?
étiquettes: base, calme
- [ ] Rien. {#rien}
  retour: Dommage.
- [x] Le bien. {#bien}
explication: Voilà.
## q2 : [multiple]
Et encore ?
étiquettes: autre
difficulté: 2
- [x] Ceci. {#ceci}
- [x] Cela. {#cela}
- [ ] Rien. {#rien}
""",
    "en/charter.md": """---
type: charter
title: The charter
version: 1
values:
  - {id: respect, name: Respect, text: A person first.}
---
## Our rules
""",
    "en/base/course.md": """---
type: course
title: The basics
summary: To begin.
minutes: 30
objectives: [Read, Write]
---
""",
    "en/base/01-debut/module.md": "---\ntype: module\ntitle: Beginning\n---\n",
    "en/base/01-debut/01-lecon.md": "---\ntype: lesson\ntitle: First lesson\nminutes: 5\n---\nHello.\n",
}


@pytest.fixture
def folder(tmp_path):
    """A small content folder one may damage."""
    root = tmp_path / "content"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def brand(db):
    return make_brand("localhost")


def make_brand(host: str):
    from wagtail.models import Page, Site

    from academy.people.models import Brand

    site = Site.objects.filter(hostname=host).first()
    if site is None:
        site = Site.objects.create(hostname=host, root_page=Page.objects.filter(depth=2).first(), site_name=host)
    return Brand.objects.get_or_create(site=site, defaults={"name": host})[0]
