# ruff: noqa: E501  what spoils a text is best read in one line
"""A scenario without findings, and ways to spoil it: each spoils one thing and expects one code."""

CLEAN = """---
type: scénario
titre: Un colis perdu
langue: fr
canal: facebook
personnages: {Mme Roy: cliente}
jauges: {confiance: 4/10}
points: [écoute, clarté]
réussite: {score: 80, fins: [succès]}
référence: [accueil/prive, prive/date]
parcours: ["accueil/prive, prive/date => succès, = 100, réussi"]
---
## accueil : Un commentaire public
Mme Roy : Trois semaines de retard. Bravo !
- Je regarde votre dossier et je vous écris en privé. -> prive {#prive}
  effets: confiance +2, écoute +2
  retour: Vous reconnaissez la gêne et vous sortez les données du fil public.
  valeur: respect
- Merci de rappeler le service client demain dès neuf heures. -> relance {#renvoi}
  effets: confiance -2, écoute -1, clarté +1
  retour: Elle attend depuis trois semaines ; la renvoyer coûte sa confiance.
- Donnez-moi ici votre adresse et votre numéro de commande. -> relance {#donnees}
  effets: confiance -1, écoute -3
  faute: données personnelles demandées en public
  retour: Jamais de données personnelles dans un fil public.
## relance : Le ton monte
Mme Roy : Donc c'est à moi de tout refaire ?
- Vous avez raison : je m'en occupe et je vous écris en privé. -> prive {#reprise}
  effets: confiance +2
  retour: Bonne reprise, mais le détour se paie.
- Nous avons fait le nécessaire, je ne peux rien de plus. -> fin-perdue {#fermer}
  effets: clarté +1
  retour: Fermer la porte en public, tout le monde le voit.
## prive : En message privé
Mme Roy : D'accord. Et il est où, ce colis ?
- Il est bloqué au dépôt ; une date demain avant midi. -> bilan {#date}
  effets: confiance +2, clarté +2
  retour: Un fait, une limite, une échéance qu'on peut vérifier.
- Il arrive lundi matin sans faute, je vous en fais la promesse ! -> bilan {#promesse}
  effets: confiance +3, clarté -2
  retour: Promettre sans savoir fabrique la crise de lundi.
- Je vous rembourse déjà les frais de port. -> bilan {#geste}
  si: confiance >= 5
  effets: écoute +1
  retour: Le geste est apprécié, mais sa question reste sans réponse.
## bilan : Le soir même [aiguillage]
- si confiance >= 6 -> fin-apaisee
- sinon -> fin-tiede
## fin-apaisee : Elle retire son commentaire [succès]
Le fil s'éteint.
## fin-tiede : Elle attend de voir [mitigé]
Rien n'est joué.
## fin-perdue : Elle partage une capture d'écran [échec]
La capture tourne.
"""

LONG = " ".join(["mot"] * 130)
_MANY = "\n".join(f"## e{n} : Étape {n}\n- suite -> e{n + 1} {{#a}}\n  retour: oui mais\n- autre -> e{n + 1} {{#b}}\n"
                  f"  effets: écoute +1\n  retour: parce que" for n in range(62))  # fmt: skip

# code: (place where the finding stands, pairs (old, new) that spoil the clean scenario)
SPOILT = {
    "E01": ("accueil/prive", [("-> prive {#prive}", "-> privee {#prive}")]),
    "E02": ("accueil/prive", [("{#renvoi}", "{#prive}")]),
    "E04": ("accueil", [("commentaire [succès]", "commentaire [mitigé]"), ("fins: [succès]", "fins: [fin-apaisee]")]),
    "E05": ("fin-perdue", [("d'écran [échec]", "d'écran")]),
    "E06": ("relance", [("-> prive {#reprise}", "-> relance {#reprise}"), ("-> fin-perdue {#fermer}", "-> relance {#fermer}")]),
    "W07": ("seule", [("## fin-tiede", "## seule : Jamais\n- va -> fin-tiede {#va}\n  retour: parce que\n## fin-tiede")]),
    "E08": ("bilan", [("- sinon -> fin-tiede\n", "")]),
    "E09": ("relance/reprise", [("  effets: confiance +2\n  retour: Bonne reprise", "  effets: écoute +2\n  répétable: oui\n  retour: Bonne reprise")]),
    "W10": ("fin-perdue", [("d'écran [échec]\nLa capture tourne.", "d'écran\n- a -> u1 {#a}\n## u1 : Un\n- b -> u2 {#b}\n## u2 : Deux\n- c -> u3 {#c}\n## u3 : Trois [échec]")]),
    "W11": ("relance", [("## prive :", "- un -> prive {#x1}\n- deux -> prive {#x2}\n- trois -> prive {#x3}\n- quatre -> prive {#x4}\n## prive :")]),
    "W12": ("e0", [("référence: [accueil/prive, prive/date]\n", ""), ("parcours: [\"accueil/prive, prive/date => succès, = 100, réussi\"]\n", ""),
                        ("## accueil :", _MANY.replace("-> e62", "-> accueil") + "\n## accueil :")]),
    "W13": ("e0", [("référence: [accueil/prive, prive/date]\n", ""), ("parcours: [\"accueil/prive, prive/date => succès, = 100, réussi\"]\n", ""),
                        ("## accueil :", _MANY.replace("-> e62", "-> accueil") + "\n## accueil :")]),
    "E14": ("fin-tiede", [("Rien n'est joué.", "- encore -> relance {#encore}")]),
    "E20": ("prive", [("-> bilan {#date}", "-> bilan {#date}\n  si: confiance >= 9"), ("-> bilan {#promesse}", "-> bilan {#promesse}\n  si: confiance >= 9")]),
    "W21": ("prive/geste", [("si: confiance >= 5", "si: confiance >= 5 et confiance < 5")]),
    "W22": ("prive/geste", [("si: confiance >= 5", "si: confiance >= 0")]),
    "E23": ("passing", [("score: 80,", "score: 80, si: confiance > 9,")]),
    "W24": ("passing", [("{score: 80, fins: [succès]}", "{score: 0}"), ("  faute: données personnelles demandées en public\n", "")]),
    "W25": ("passing", [("{score: 80, fins: [succès]}", "{score: 10}")]),
    "W26": ("reference", [("[accueil/prive, prive/date]", "[accueil/prive, prive/geste]")]),
    "W27": ("meters", [("jauges: {confiance: 4/10}", "jauges: {confiance: 4/10, temps: 5/10}")]),
    "W28": ("fin-tiede", [("- sinon -> fin-tiede", "- sinon -> fin-perdue")]),
    "W29": ("accueil/donnees", [("effets: confiance -1, écoute -3", "effets: confiance -1, écoute +1")]),
    "E31": ("reference", [("[accueil/prive, prive/date]", "[accueil/prive, relance/fermer]")]),
    "E32": ("plays/0", [("succès, = 100", "échec")]),
    "I34": ("accueil", []),
    "W40": ("relance/encore", [("## prive :", "- Vous avez raison, je reprends. -> prive {#encore}\n  effets: confiance +2\n  retour: La même chose autrement.\n## prive :")]),
    "W41": ("relance", [("-> fin-perdue {#fermer}\n  effets: clarté +1", "-> prive {#fermer}\n  effets: confiance +2"), ("fins: [succès]", "fins: [succès]")]),
    "I42": ("accueil", [("effets: confiance -2, écoute -1, clarté +1", "effets: confiance -2, écoute -1")]),
    "W43": ("accueil", [("je vous écris en privé. -> prive {#prive}", "je vous écris en privé, tout de suite, avec mon nom et une date. -> prive {#prive}"),
                        ("Vous avez raison : je m'en occupe et", "Vous avez entièrement raison, trois semaines c'est trop long : je m'en occupe et"),
                        ("une date demain avant midi.", "je vous donne une date demain avant midi, écrite et signée.")]),
    "W44": ("accueil", [("langue: fr", "langue: fr\nmélanger: non")]),
    "W45": ("accueil", [("Merci de rappeler", "Il faut toujours rappeler"), ("je ne peux rien de plus", "je ne peux jamais rien de plus")]),
    "W46": ("competencies", [("points: [écoute, clarté]", "points: [écoute, clarté, sang-froid]")]),
    "W47": ("relance/reprise", [("  retour: Bonne reprise, mais le détour se paie.\n", "")]),
    "W48": ("relance/reprise", [("Bonne reprise, mais le détour se paie.", "Faux.")]),
    "W49": ("fin-tiede", [("Rien n'est joué.", LONG)]),
    "E50": ("prive", [("## prive : En message privé", "## prive : En message privé\nimage: colis.jpg")]),
    "W51": ("accueil", [("  valeur: respect\n", "")]),
}  # fmt: skip


def spoilt(code: str) -> str:
    text = CLEAN
    for old, new in SPOILT[code][1]:
        assert old in text, (code, old)
        text = text.replace(old, new)
    return text
