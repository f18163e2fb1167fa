### Tableau de bord.

home-hello = Bonjour { $name }
home-all-messages = Tous les messages
home-no-messages = Aucune conversation pour l’instant
home-no-messages-detail = La conversation de la classe apparaît ici dès qu’un lien avec votre enfant est confirmé.
announcement-read = J’ai lu
announcement-answer = Lire et répondre
announcement-others = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
home-waiting-tab = En attente
home-waiting-detail = L’école doit encore confirmer.
home-waiting-code = J’ai reçu un code
home-requests-detail = Des parents attendent l’école
membership-tab = Inscription
membership-pending = L’école doit encore confirmer
membership-pending-detail = { $school } vérifie votre inscription. Vous n’avez rien à faire : le cahier s’ouvre dès que c’est fait.
membership-refused = L’école n’a pas confirmé
membership-refused-detail = { $school } n’a pas accepté cette inscription. Contactez le secrétariat si vous pensez que c’est une erreur.
start-tab = Pour commencer
start-children = Ajouter vos enfants
start-confirmed = Faire confirmer le lien avec un enfant
start-class = Ouvrir la conversation de la classe
start-phone = Indiquer votre numéro de GSM
start-done = fait
sel-balance-tab = Mon solde d’entraide
sel-balance-is = minutes, soit { $hours }
sel-meter = Solde : { $balance } minutes, entre { $lowest } et { $highest }. Chacun commence à { $start }.
sel-reserved = dont { $units } minutes mises de côté pour vos propositions
sel-hours = { $hours } h
sel-hours-minutes = { $hours } h { $minutes }
sel-minutes = { $minutes } min
sel-units = { $units } minutes, soit { $hours }
sel-community = Fonds commun
sel-asks = { $name } demande { $units } minutes
sel-gives = { $name } vous donne { $units } minutes
sel-accept = Accepter
sel-refuse = Refuser
sel-after = Après : { $balance } minutes
sel-accepted-now = C’est fait : { $units } minutes
sel-refused-now = C’est refusé
sel-refuse-title = Refuser cette proposition ?
sel-reason-optional = Un mot d’explication
sel-home-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
sel-home-all = Voir mes échanges
sel-payer-limit = Limite de { $limit } unités atteinte : il resterait { $after } minutes. Une unité est une minute.
sel-receiver-limit = Le solde dépasserait { $limit } unités : il atteindrait { $after } minutes. Une unité est une minute.
