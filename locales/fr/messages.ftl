### Messages : la liste, une conversation, un nouveau message.

messages-new = Nouveau message
messages-list = Conversations
messages-search = Rechercher un nom ou un mot
messages-found-nothing = Aucune conversation ne contient « { $words } »
messages-none = Aucune conversation pour l’instant
messages-none-detail = La conversation de la classe apparaît ici dès qu’un lien avec votre enfant est confirmé. Vous pouvez aussi écrire à une personne.
messages-choose = Choisissez une conversation
messages-choose-detail = Elle s’ouvre ici, à l’endroit où vous en étiez.
messages-class = Classe de { $class }
messages-gone-person = Compte supprimé
messages-empty = Pas encore de message
messages-you = Vous : { $text }
messages-they = { $name } : { $text }
messages-draft = Brouillon : { $text }
messages-back = Revenir aux conversations
messages-online = en ligne
messages-classes = { $role }, { $classes }
messages-members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
messages-members-show = Voir les membres de { $name }
messages-members-title = Membres
messages-member-you = { $name } (vous)
messages-write-to = Écrire à { $name }
messages-write-class = Écrire à la classe de { $class }
messages-direct-off = L’école a désactivé les messages à deux. Ce qui a été écrit reste lisible.
messages-send = Envoyer
messages-left-characters = { $count ->
    [one] Encore { $count } caractère
   *[other] Encore { $count } caractères
}
messages-too-many-characters = { $count ->
    [one] { $count } caractère de trop
   *[other] { $count } caractères de trop
}
messages-column = Messages de { $name }
messages-new-line = { $count ->
    [one] { $count } nouveau message
   *[other] { $count } nouveaux messages
}
messages-to-newest = Aller au dernier message
messages-to-new = { $count ->
    [one] { $count } nouveau message
   *[other] { $count } nouveaux messages
}
messages-going-back = Chargement des messages plus anciens
messages-beginning-direct = C’est le début de votre conversation avec { $name }.
messages-beginning-class = C’est le début de la conversation de la classe. Tous les parents et l’équipe de la classe peuvent lire et écrire ici.
messages-typing-one = { $name } écrit…
messages-typing-two = { $first } et { $second } écrivent…
messages-typing-more = Plusieurs personnes écrivent…
messages-sending = Envoi en cours
messages-waiting = En attente de connexion
messages-sent = Envoyé
messages-delivered = Distribué
messages-read = Lu
messages-read-by-all = Lu par tous
messages-failed = Pas envoyé. { $why }
messages-retry = Réessayer
messages-discard = Supprimer
messages-slow = Connexion lente : les messages arrivent toutes les 3 secondes.
messages-unreachable = Le serveur ne répond pas. Vos messages partiront dès qu’il est de retour.
messages-left-title = Vous n’êtes pas, ou plus, dans cette conversation
messages-left-detail = Elle est réservée aux personnes qui y participent en ce moment.
messages-people-title = Nouveau message
messages-people-search = Rechercher une personne
messages-people-class = Classe
messages-people-all = Toutes
messages-people = Personnes à qui vous pouvez écrire
messages-people-none = Personne à qui écrire pour l’instant
messages-people-none-detail = L’équipe de l’école et les parents de la classe apparaissent ici dès qu’un lien avec votre enfant est confirmé.
messages-people-found-nothing = Personne ne correspond à votre recherche
messages-people-found = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
