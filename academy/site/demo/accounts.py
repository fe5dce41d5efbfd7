"""Who can sign in to the demo, and with what."""

PASSWORD = "porte-voix-demo"
DOMAIN = "velo-lumiere.example"
ADMINISTRATOR = f"admin@{DOMAIN}"

# (address, who it is and what there is to see)
ACCOUNTS = [
    (f"camille.rey@{DOMAIN}", "community leader : publie, suit, habilite (gestion)"),
    (f"ines.benali@{DOMAIN}", "collaboratrice : un parcours bien avancé, des réponses relues"),
    (f"lucas.morel@{DOMAIN}", "collaborateur : arrive aujourd’hui"),
    (f"sarah.lemoine@{DOMAIN}", "community manager : écrit des brouillons (gestion)"),
    (f"karim.haddad@{DOMAIN}", "responsable du service Relation client : suit son équipe"),
    (ADMINISTRATOR, "administrateur : tout (gestion)"),
]


def welcome_text(port: str | int) -> str:
    """What `make run` prints: addresses and demo people."""
    width = max(len(address) for address, _what in ACCOUNTS)
    lines = [f"  {address:<{width}}  {what}" for address, what in ACCOUNTS]
    return "\n".join(
        [
            f"Gestion (Wagtail) : http://localhost:{port}/gestion/",
            f"Mot de passe de toutes les personnes de démonstration : {PASSWORD}",
            *lines,
            "",
        ]
    )
