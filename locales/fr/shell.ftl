### Le cadre de l’application : navigation, actions, états.

nav-label = Navigation principale
nav-skip = Aller au contenu
nav-home = Accueil
nav-messages = Messages
nav-announcements = Annonces
nav-profile = Profil
nav-settings = Réglages
nav-school = École
nav-reports = Signalements
nav-more = Plus
nav-account = Mon compte
nav-office = École
nav-unread = { $count ->
    [one] { $count } message non lu
   *[other] { $count } messages non lus
}
nav-requests = { $count ->
    [one] { $count } demande attend une réponse
   *[other] { $count } demandes attendent une réponse
}
nav-waiting = { $count ->
    [one] { $count } chose vous attend
   *[other] { $count } choses vous attendent
}
nav-notices = Avis de la modération
more-announcements = Ce que l’école fait savoir
more-reports = Ce que des parents de votre classe ont signalé
more-school = Demandes, enfants et codes
more-notices = Ce qui a été décidé à propos de vos messages
more-settings = Langue, apparence, sécurité, accès API
action-back = Retour
action-cancel = Annuler
action-close = Fermer
action-later = Plus tard
action-next = Continuer
action-retry = Réessayer
action-save = Enregistrer
action-undo = Annuler
loading = Chargement en cours
list-and = et
steps-label = Étape { $now } sur { $count }
date-today = Aujourd’hui
date-yesterday = Hier
offline = Hors ligne depuis { $time }. Ce qui est affiché reste lisible.
error-title = Cela n’a pas pu être affiché
error-request = Code à donner à l’école :
not-found-title = Cette page n’est pas dans le cahier
not-found-detail = Elle a peut-être été retirée, ou l’adresse contient une faute de frappe. Cela arrive aux meilleurs élèves.
not-found-home = Revenir à l’accueil
language-label = Langue
theme-label = Apparence
theme-system = Appareil
theme-light = Claire
theme-dark = Sombre
update-ready = Une nouvelle version d’EcoleHub est prête.
update-reload = Recharger
action-change = Changer
action-print = Imprimer
action-download = Télécharger
answer-yes = Oui
answer-no = Non
copy-action = Copier
copy-done = Copié.
copy-failed = La copie n’est pas permise ici. Sélectionnez le texte.
suspended-title = Votre accès est suspendu
suspended-detail = { $school } a mis votre accès en pause. Parlez-en au secrétariat : rien n’est effacé.
suspended-why = Voir pourquoi et répondre
second-first-title = Encore une petite chose
second-first-detail = { $school } protège les données des enfants par un second code : un code de votre téléphone, en plus du mot de passe. Deux minutes suffisent.
second-turn-on = Activer le second code
announcement-new = Nouvelle annonce de l’école
list-more = Afficher la suite
list-download = Télécharger (CSV)
nav-exchange = Entraide
exchange-moved = Des minutes d’entraide ont changé de main.
exchange-waiting = Une proposition d’entraide vous attend.
