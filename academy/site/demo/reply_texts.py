"""What demo people wrote, by title of the exercise: from the weakest to the best, each with a reviewer's advice."""

TEXTS = {
    "Quatre temps en 280 signes": [
        ("Bonjour, nous comprenons votre frustration et mettons tout en œuvre pour livrer votre vélo. Merci de nous "
         "écrire en message privé. Le service client",
         "Nommez les neuf jours : il saura que vous avez lu. « Neuf jours et deux réponses différentes » suffit."),
        ("Bonjour Malik, neuf jours d’attente, c’est long. Une enquête est ouverte chez le transporteur. Écrivez-moi "
         "en privé et je vous tiens au courant demain. Thomas, relation client",
         "Vous dites « demain » : ajoutez l’heure. C’est elle qui fait redescendre la tension."),
        ("Bonjour Malik, neuf jours et deux sons de cloche : je serais agacée aussi. Le transporteur enquête et "
         "répond avant demain midi. Écrivez-moi en privé, je reviens vers vous à 13 h. Inès, relation client",
         "Très juste. La prochaine fois, essayez de tenir la même chose en deux phrases."),
    ],
    "Elle hésite entre deux marques": [
        ("Salut Agathe, le Grand Large freine bien mieux et il est plus confortable, tu ne seras pas déçue. Passe à la "
         "boutique, on te montrera tout ce qu’il sait faire avec une côte et un siège enfant.",
         "Dites d’où vous parlez dès la première phrase : sans cela, tout le reste devient de la réclame."),
        ("Bonjour Agathe, je travaille chez Vélo Lumière, donc prends mon avis pour ce qu’il est. Avec une côte et un "
         "siège enfant, je regarderais le freinage en charge. Tu peux essayer les deux avant de choisir.",
         "Vous aidez vraiment. Ajoutez pour qui l’autre vélo serait le meilleur choix : la confiance vient de là."),
        ("Bonjour Agathe, je précise que je travaille chez Vélo Lumière. Si tu roules à plat et sans charge, le Rova "
         "est plus léger et je le comprendrais. Avec un siège enfant et une côte, essaie surtout le freinage et la "
         "béquille, avec ton enfant dessus. On prête un vélo une demi-journée, sans engagement.",
         "Exemplaire. Vous avez cédé un point à l’autre, et c’est ce qui rend le reste crédible."),
    ],
    "Deux étoiles, un antivol trop petit": [
        ("Bonjour, nous sommes désolés que cette visite n’ait pas été à la hauteur. Nos vendeurs sont formés avec soin "
         "et nous veillons à la qualité du conseil. Nous espérons vous revoir bientôt en boutique et vous montrer que "
         "nous savons faire mieux. La boutique de Grenoble",
         "Rien ne dit que vous avez lu l’avis. Reprenez l’antivol et la matinée, puis ce qui change."),
        ("Bonjour Étienne, une matinée perdue pour un antivol trop court, je comprends. Le conseil était mauvais et "
         "nous en avons parlé avec l’équipe. Merci de l’avoir écrit, c’est utile. Si vous repassez, demandez-moi et je "
         "prendrai le temps de vous aider à trouver le bon. Julie, boutique de Grenoble",
         "Le ton est juste. « Nous en avons parlé » se voit peu : dites l’acte, le gabarit posé cette semaine."),
        ("Bonjour Étienne, un aller-retour et une matinée pour un antivol trop court : le conseil n’était pas bon, et "
         "c’était à nous de le voir. Depuis lundi, un gabarit est posé à côté des antivols ; on y vérifie la longueur "
         "sur un cadre et un arceau avant de partir. Merci de l’avoir écrit, d’autres en profitent. Inès, pour la "
         "boutique de Grenoble",
         "On reconnaît la marque : le fait, l’acte, la date. Gardez cette sobriété."),
    ],
    "Le message d’attente": [
        ("Nous avons pris connaissance d’une vidéo qui circule au sujet d’une batterie. La sécurité de nos clients est "
         "notre priorité et nous menons des vérifications approfondies. Nous communiquerons dès que possible. Merci de "
         "votre patience et de votre confiance. L’équipe Vélo Lumière reste mobilisée ce soir pour vous répondre.",
         "Commencez par la personne et par la consigne : débrancher. « Dès que possible » n’est pas une heure."),
        ("Une batterie Lumen 2 a pris feu ce soir à Dijon ; la personne est sortie à temps et n’est pas blessée. Par "
         "sécurité, ne rechargez pas votre batterie Lumen 2 pour le moment. Nous ne savons pas encore pourquoi elle a "
         "pris feu. La ligne d’assistance répond jusqu’à 22 h. Nous ferons un point plus tard dans la soirée.",
         "Tout y est, sauf l’heure du prochain point. Écrivez « à 19 h 30, même sans nouveauté » et tenez-la."),
        ("Ce soir à Dijon, une batterie Lumen 2 a brûlé chez une cliente. Elle est sortie à temps, et c’est à elle que "
         "nous pensons d’abord. Pour votre sécurité : débranchez votre batterie Lumen 2, ne la rechargez pas, éloignez-"
         "la de ce qui brûle. Ce que nous savons à cette heure : un feu, éteint, dans un garage. La cause, nous "
         "l’ignorons ; s’il y a d’autres cas, aussi. Assistance ouverte jusqu’à 22 h. Prochain point ici à 19 h 30.",
         "Précis et humain. Relisez une fois à voix haute : la dernière phrase peut encore respirer."),
    ],
}  # fmt: skip
