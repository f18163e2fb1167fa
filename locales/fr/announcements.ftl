### Les annonces de l’école.

announcements-detail = Ce que l’école fait savoir à votre famille.
announcements-show = Afficher
announcements-draft = Brouillons
announcements-waiting = En attente
announcements-published = Publiées
announcements-withdrawn = Retirées
announcements-none = Rien pour l’instant
announcements-none-detail = Quand l’école a quelque chose à vous dire, cela apparaît ici.
announcement-new-one = Nouvelle annonce
announcement-edit = Modifier l’annonce
announcement-back = L’annonce
announcement-unread = À lire
announcement-pinned = Épinglée
announcement-until = Jusqu’au { $when }
announcement-was-until = C’était possible jusqu’au { $when }.
announcement-to-school = toute l’école
announcement-to-parents = Pour les parents : { $place }
announcement-to-teachers = Pour les enseignants : { $place }
announcement-to-both = Pour les parents et les enseignants : { $place }
announcement-byline = { $name }, { $role } · { $when }
announcement-is-withdrawn = L’école a retiré cette annonce.
announcement-is-waiting = La direction doit encore publier ce texte.
announcement-is-refused = La direction vous rend ce texte : { $reason }
announcement-my-answer = Votre réponse
announcement-read-at = Lu le { $when }
announcement-sign = Je signe pour { $child }
announcement-signed-at = Signé le { $when }
announcement-signed-by-other = Quelqu’un a déjà signé pour cet enfant ; vous pouvez signer aussi.
announcement-may-not-sign = Vous pouvez lire, mais pas répondre pour cet enfant.
answer-none = Pas de réponse
answer-by-other = Répondu par un autre responsable, ou sur papier.
version-language = Langue
version-original = original
version-human = traduit par une personne
version-machine = traduction automatique, non relue
version-missing = Pas encore traduit
version-not-yet = Pas encore de version { $language }. Voici l’original ({ $original }).
version-lang = fr
edited-title = Modifications
edited-line = { $when }, { $name } : { $what }
edited-text = texte ({ $language })
edited-version = version ajoutée ({ $language })
edited-deadline = délai
edited-files = fichiers
announcement-keeping = Vous la gérez
announcement-will-read = Sera lue par { $adults ->
    [one] { $adults } adulte
   *[other] { $adults } adultes
}, pour { $children ->
    [one] { $children } enfant ou enseignant
   *[other] { $children } enfants ou enseignants
}.
announcement-publish = Publier
announcement-now-out = C’est publié
announcement-now-waits = La direction va le relire
announcement-refuse = Rendre à son auteur
announcement-refuse-reason = Pourquoi ?
announcement-now-refused = Rendu à son auteur
announcement-withdraw = Retirer
announcement-withdraw-detail = Les lecteurs verront qu’elle a été retirée, et plus son texte. Les signatures restent pour vous.
announcement-now-withdrawn = L’annonce est retirée
announcement-remove = Supprimer
announcement-remove-detail = Ce texte n’a été lu par personne. Il sera perdu.
announcement-now-removed = Le texte est supprimé
announcement-form-detail = Écrivez, puis voyez qui lira avant de publier.
announcement-form-out = Elle est publiée : les lecteurs verront ce que vous changez. Les destinataires et les questions restent.
announcement-for = À qui
announcement-for-school = Toute l’école
announcement-for-parents = Les parents et responsables
announcement-for-teachers = Les enseignants
announcement-classes = Classes
announcement-texts = Textes
announcement-original = Langue de départ
announcement-version-there = Ajouter la version { $language }
announcement-by-machine = Traduit par une machine
announcement-by-machine-hint = Les lecteurs le voient. Décochez quand une personne a relu.
announcement-title = Titre
announcement-body = Texte
announcement-question = Question { $number }
announcement-question-add = Ajouter une question oui / non
announcement-question-remove = Retirer la dernière
announcement-asks = Réponses
announcement-asks-signature = À signer pour chaque enfant
announcement-answer-by = Dernier jour pour répondre
announcement-pin = Épingler en haut
announcement-preview = Enregistrer et voir qui lira
announcement-rules = Règles de l’école
announcement-rules-approval = La direction publie les textes des enseignants
announcement-rules-approval-hint = Ils attendent jusque-là.
announcement-rules-both = Français et néerlandais obligatoires
announcement-rules-both-hint = Écrits ou relus par une personne, avant de publier.
announcement-rules-saved = C’est enregistré
receipts-title = Accusés de lecture
receipts-by-class = Par classe
receipts-table = Les mêmes nombres en tableau
receipts-class = Classe
receipts-total = Enfants
receipts-teachers = Enseignants
receipts-all = Tous
receipts-reached = Reçu
receipts-reached-only = Reçu, pas lu
receipts-read = Lu
receipts-not-read = Pas lu
receipts-signed = Signé
receipts-not-reached = Pas joint
receipts-bar = { $read } sur { $total } ont lu, { $reached } ont reçu, { $missing } n’ont pas pu être joints
receipts-remind = Rappeler les autres
receipts-remind-from = Rappel envoyé. Le suivant est possible dès le { $when }.
receipts-people = Par famille
receipts-nobody = Personne ici
receipts-no-guardian = Pas de responsable inscrit
receipts-read-at = Lu · { $when }
receipts-reached-at = Reçu · { $when }
receipts-mailed-at = Mail · { $when }
receipts-signed-at = Signé · { $when }
receipts-answer = { $question } : { $answer }
receipts-slip-at = Talon rentré · { $when }
paper-title = Talons à imprimer
paper-detail = Un talon par enfant dont aucun responsable n’a pu être joint.
paper-how = Quand un talon rentre signé, cochez-le par son code ou scannez son image.
paper-make = Préparer les talons
paper-sign = Date et signature :
paper-code = Code
paper-qr = Code à scanner à l’école
slip-return-title = Cocher un talon
slip-return-detail = Tapez le code du talon qui est rentré.
slip-return-code = Code du talon
slip-return-tick = Cocher
slip-returned = Talon rentré pour « { $title } »
announcement-open = { $count ->
    [one] { $count } réponse à donner
   *[other] { $count } réponses à donner
}
announcement-questions = { $count ->
    [one] { $count } question par enfant
   *[other] { $count } questions par enfant
}
receipts-reminded = { $count ->
    [one] { $count } personne reçoit un mail
   *[other] { $count } personnes reçoivent un mail
}
receipts-slips = { $count ->
    [one] Imprimer { $count } talon
   *[other] Imprimer { $count } talons
}
paper-made = { $count ->
    [one] { $count } talon à imprimer
   *[other] { $count } talons à imprimer
}
announcement-files = Fichiers
announcement-file-add = Joindre des photos ou des documents
announcement-file-remove = Retirer { $name }
