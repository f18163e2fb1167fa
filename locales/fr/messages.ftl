### Messages : la liste, une conversation, un nouveau message.

messages-new = Nouveau message
messages-list = Conversations
messages-search = Chercher un nom, un mot
messages-found-nothing = Aucune conversation ne contient « { $words } »
messages-none = Aucune conversation pour l’instant
messages-none-detail = La conversation de la classe apparaît ici dès qu’un lien avec votre enfant est confirmé. Vous pouvez aussi écrire à une personne.
messages-choose = Choisissez une conversation
messages-choose-detail = Elle s’ouvre ici, à l’endroit où vous en étiez.
messages-back = Revenir aux conversations
messages-members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
messages-members-show = Voir les membres de { $name }
messages-members-title = Membres
messages-member-you = { $name } (vous)
messages-write-to = Écrire à { $name }
messages-write-in = Écrire dans « { $name } »
messages-write-class = Écrire à la classe { $class }
messages-write-here = Écrire un message
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
messages-slow = Connexion lente : les messages arrivent toutes les 3 secondes.
messages-unreachable = Le serveur ne répond pas. Vos messages partiront dès qu’il est de retour.
messages-left-told = Vous n’êtes plus dans « { $name } ».
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
messages-beyond = À contacter d’abord
messages-beyond-ask = Demander
messages-beyond-ask-who = Demander à { $name }
messages-beyond-waits = Demande envoyée
messages-beyond-detail = Vous ne partagez pas de classe : cette personne décide si elle veut vous écrire.
messages-beyond-asked = La demande est partie.
messages-beyond-address = Par adresse e-mail ou code de contact
messages-edited = modifié

## Groupes, salons, secrétariat

messages-new-to = À qui écrire
messages-new-one = Une personne
messages-new-several = Un groupe
messages-people-take-all = Choisir les { $count }
messages-people-take-away = Retirer { $name }
messages-people-chosen = Personnes choisies
messages-group-name = Nom du groupe
messages-group-for = À quoi sert-il ?
messages-group-make = Créer
messages-readers = { $count ->
    [one] { $count } personne lira
   *[other] { $count } personnes liront
}
messages-readers-staff = { $count ->
    [one] { $count } personne lira, personnel uniquement
   *[other] { $count } personnes liront, personnel uniquement
}
messages-readers-public = Toute l’école peut entrer et lire
messages-readers-parents = { $count ->
    [one] Retirez { $count } parent : ce groupe est réservé au personnel
   *[other] Retirez { $count } parents : ce groupe est réservé au personnel
}
messages-kind = Quel genre
messages-kind-group = Groupe : tout le monde écrit
messages-kind-announcement = Annonces : seul le personnel écrit
messages-kind-public = Salon : toute l’école peut entrer
messages-staff-only = Personnel uniquement
messages-staff-only-hint = Aucun parent ne peut y entrer, ni maintenant ni plus tard.
messages-office-write = Écrire au secrétariat
messages-office-detail = Une boîte pour votre famille ; la direction répond.
messages-beginning-office = Vous écrivez à la direction et au secrétariat. Les adultes de votre ménage lisent aussi.
messages-closed = Fermé
messages-closed-detail = Cette conversation est fermée. Ce qui a été écrit reste lisible.
messages-read-only = Ici, seul le personnel de l’école écrit.
messages-info-show = Voir les infos de { $name }
messages-info-back = Revenir aux messages
messages-info-change = Modifier
messages-info-changed = C’est enregistré
messages-role-owner = Responsable
messages-role-moderator = Modère
messages-member-more = Que faire pour { $name }
messages-make-moderator = Laisser modérer
messages-make-member = Ne plus laisser modérer
messages-make-owner = Transmettre le groupe
messages-member-remove = Retirer du groupe
messages-member-changed = C’est fait pour { $name }
messages-member-removed = { $name } n’est plus dans le groupe
messages-add = Ajouter des personnes
messages-add-these = { $count ->
    [one] Ajouter { $count } personne
   *[other] Ajouter { $count } personnes
}
messages-close = Fermer le groupe
messages-reopen = Rouvrir le groupe
messages-leave = Quitter le groupe
messages-leave-sure = Quitter ce groupe ?
messages-leave-detail = Vous ne recevrez plus rien de ce groupe. Un responsable peut vous ajouter de nouveau.
messages-public-title = Salons de l’école
messages-public-none = Aucun salon pour l’instant
messages-public-none-detail = L’école y ouvre des conversations pour tout le monde.
messages-public-joined = Vous y êtes
messages-public-join = Entrer
messages-picture-choose = Choisir une photo
messages-picture-change = Changer la photo
messages-picture-remove = Enlever la photo
messages-picture-set = La photo est en place.
messages-picture-gone = Photo enlevée.
messages-public-address = Adresse : /messages/salon/{ $slug }
messages-public-word = Mot dans l’adresse
messages-public-word-hint = Des minuscules, des chiffres et des tirets.
messages-note-created = { $name } a créé « { $title } »
messages-note-added = { $name } a ajouté { $people }
messages-note-joined = { $name } a rejoint la conversation
messages-note-removed = { $name } a retiré { $people }
messages-note-left = { $name } a quitté la conversation
messages-note-renamed = { $name } a donné un nouveau nom : « { $title } »
messages-note-pictured = { $name } a changé la photo
messages-note-closed = { $name } a fermé la conversation
messages-note-reopened = { $name } a rouvert la conversation
messages-note-more = { $people } et { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}

search-title = Recherche
search-open = Rechercher dans cette conversation
search-everywhere = Chercher « { $words } » dans tous les messages
search-field = Un mot, un nom, un fichier
search-hint = Les accents et les majuscules ne comptent pas. Entre guillemets, les mots sont cherchés dans cet ordre.
search-slash = La touche / mène à la recherche
search-recent = Vos dernières recherches
search-forget = Effacer ces recherches
search-kind = Que cherchez-vous ?
search-all = Tout
search-messages = Messages
search-people = Personnes
search-files = Fichiers
search-rooms = Conversations
search-filters = Filtrer
search-filters-off = Enlever les filtres
search-in = Conversation
search-in-all = Toutes mes conversations
search-from = Écrit par
search-from-all = Tout le monde
search-from-chosen = La personne choisie
search-after = À partir du
search-before = Jusqu’au
search-with-file = Seulement avec une photo ou un document
search-none = Aucun résultat
search-none-detail = Rien ne contient « { $words } » là où vous pouvez lire. Essayez un mot de moins, ou son début.
search-more = Voir la suite
search-count = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
messages-actions = Actions sur ce message
messages-reply = Répondre
messages-replying = Réponse à { $name }
messages-replying-self = Réponse à votre message
messages-forward = Transférer
messages-forwarded = Transféré
messages-forwarded-to = Message transféré : { $name }.
messages-copy = Copier le texte
messages-copied = Texte copié
messages-not-copied = Votre navigateur n’a pas permis de copier. Sélectionnez le texte avec le doigt ou la souris.
messages-edit = Modifier
messages-editing = Modifier votre message
messages-edits = Versions précédentes
messages-receipts = Reçu et lu par
messages-receipts-nobody = Pas encore arrivé.
messages-receipts-arrived = { $others ->
    [one] Arrivé, pas encore lu.
   *[other] Arrivé chez { $delivered } sur { $others }, pas encore lu.
}
messages-receipts-count = Lu par { $read } sur { $others }, arrivé chez { $delivered }.
messages-receipts-everybody = { $others ->
    [one] Lu.
   *[other] Lu par tout le monde.
}
messages-receipts-read = Ont lu
messages-receipts-delivered = Ont reçu
messages-receipts-waiting = Pas encore reçu
messages-receipts-hint = Les personnes qui ne montrent pas ce qu’elles lisent ne comptent pas comme lecteurs.
messages-delete = Supprimer
messages-quote-jump = Aller au message de { $name }
messages-a-picture = Photo
messages-a-file = Document
messages-keys = Les flèches haut et bas passent d’un message à l’autre, Entrée ouvre les actions.
messages-paper = Imprimer ou télécharger
messages-paper-reading = { $count ->
    [one] { $count } message lu jusqu’ici
   *[other] { $count } messages lus jusqu’ici
}
messages-paper-made = Fait le { $at }

## Photos et documents

messages-attach = Joindre des photos ou des documents
messages-photo = Prendre une photo
messages-drop = Déposez ici pour joindre au message
messages-files = Fichiers à envoyer
messages-files-too-many = Dix fichiers au plus par message. Envoyez les autres dans un second message.
messages-files-go = Le message part dès que les fichiers sont envoyés.
messages-files-remove-first = Retirez d’abord ce qui ne peut pas être envoyé.
messages-file-waits = En attente
messages-file-moves = { $percent } %
messages-file-remove = Retirer { $name }
messages-file-keep = Télécharger
messages-kilobytes = { $count } Ko
messages-megabytes = { $count } Mo
messages-picture = Photo
messages-picture-open = Agrandir { $name }
messages-picture-of = { $place } sur { $count }
messages-picture-before = Photo précédente
messages-picture-after = Photo suivante

### Calme : épingles, réponses, rythme, récapitulatif.
calm-pins = Messages épinglés
calm-pins-more = { $count ->
    [one] Encore { $count } épingle
   *[other] Encore { $count } épingles
}
calm-pins-less = Montrer la dernière seulement
calm-pin = Épingler
calm-unpin = Retirer l’épingle
calm-pinned = Message épinglé
calm-unpinned = Épingle retirée
calm-pin-file = Photo ou document
calm-privately = Répondre en privé
calm-is-answer = C’est la réponse
calm-answered = La question est marquée comme répondue
calm-reopen = Rouvrir la question
calm-reopened = La question est de nouveau ouverte
calm-is-answered = Répondu.
calm-to-answer = Voir la réponse
calm-unfold = { $count ->
    [one] Montrer { $count } autre réponse
   *[other] Montrer { $count } autres réponses
}
calm-fold = Replier les autres réponses
calm-muted = Un modérateur vous demande une pause : vous pourrez écrire ici à partir du { $when }.
calm-wait = Vous pourrez écrire dans { $time }.
calm-slow-seconds = { $count ->
    [one] Mode calme : un message par seconde.
   *[other] Mode calme : un message toutes les { $count } secondes.
}
calm-slow-minutes = { $count ->
    [one] Mode calme : un message par minute.
   *[other] Mode calme : un message toutes les { $count } minutes.
}
calm-notified-at = Heures calmes : { $name } sera au courant à { $time }.
calm-recap = La semaine en bref
calm-recap-count = { $count ->
    [0] Aucun message ces sept derniers jours.
    [one] { $count } message ces sept derniers jours.
   *[other] { $count } messages ces sept derniers jours.
}
calm-recap-writers = { $count ->
    [one] { $count } personne a écrit.
   *[other] { $count } personnes ont écrit.
}
calm-recap-open = Questions sans réponse
calm-recap-answered = Questions répondues
calm-slow-choice = Mode calme
calm-slow-off = Désactivé
calm-slow-30 = 30 secondes entre deux messages
calm-slow-120 = 2 minutes entre deux messages
calm-slow-600 = 10 minutes entre deux messages
calm-slow-set = Le rythme de la conversation a changé
calm-erased-at = Les messages d’aujourd’hui seront effacés le { $day }.

### Signaler, et ce que la modération a décidé.
report-title = Signaler ce message
report-reason = Pourquoi ?
report-choose = Choisir…
report-insult = Il insulte quelqu’un
report-harassment = Il s’en prend à quelqu’un, encore et encore
report-privacy = Il dévoile la vie privée d’un enfant ou d’une famille
report-rumor = Il répand une rumeur
report-advertising = C’est de la publicité
report-other = Autre chose
report-note = Quelques mots, si vous voulez
report-who-sees = Les modérateurs de l’école voient ce message et les cinq qui l’entourent. L’auteur ne saura jamais qui l’a signalé.
report-send = Signaler
report-sent = Merci, le signalement est transmis
notices-title = Avis de la modération
notices-detail = Ce qui a été décidé à propos de vos messages, et pourquoi.
notices-none = Aucun avis
notices-none-detail = Rien n’a été décidé à propos de vos messages.
notices-new = Nouveau
notices-in-room = Dans « { $room } »
notices-in-direct = Dans une conversation à deux
notices-hidden = Votre message a été masqué.
notices-warned = C’est un avertissement.
notices-muted = Vous ne pouvez pas écrire dans cette conversation jusqu’au { $when }.
notices-suspended = Votre accès à l’école est suspendu.
notices-by-school = L’école explique :
notices-by-parent = Un parent modérateur explique :
notices-disagree = Je ne suis pas d’accord
notices-appeal = Votre recours
notices-appeal-words = Expliquez à la direction pourquoi
notices-appeal-hint = Un seul recours par décision. La direction relit tout et vous répond ici.
notices-appeal-send = Envoyer le recours
notices-appeal-sent = La direction va relire la décision
notices-appeal-waits = La direction n’a pas encore répondu.
notices-appeal-upheld = La décision reste :
notices-appeal-undone = La décision est annulée :
notices-banner = La modération a décidé quelque chose à propos d’un de vos messages.
notices-banner-show = Lire l’avis
messages-about-service = À propos de votre service
