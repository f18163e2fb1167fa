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
