# Les courriels du serveur. Texte simple, sans HTML.

mail-verify-subject = Confirmez votre adresse pour { $school }
mail-verify-body =
    Bonjour { $first_name },

    Bienvenue sur EcoleHub, le lieu de rencontre des familles ({ $school }).

    Il ne reste qu'un pas : ouvrez ce lien et entrez le mot de passe que vous venez de choisir.

    { $link }

    Le lien fonctionne une fois, pendant 24 heures. Passé ce délai, inscrivez-vous simplement à nouveau.

    Vous n'avez rien demandé ? Alors quelqu'un s'est trompé d'adresse : vous pouvez oublier ce message, aucun compte n'est créé sans vous.

    À bientôt,
    EcoleHub pour { $school }

mail-known-subject = Vous avez déjà un compte EcoleHub
mail-known-body =
    Bonjour,

    Quelqu'un, sans doute vous, vient de s'inscrire à { $school } avec cette adresse. Elle a déjà un compte : vous pouvez donc vous connecter tout de suite.

    { $link }

    Ce n'était pas vous ? Rien n'a changé dans votre compte et vous n'avez rien à faire.

    À bientôt,
    EcoleHub pour { $school }
