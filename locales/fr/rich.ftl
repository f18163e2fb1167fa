### Ce qui tient à un message : réactions, mentions, sondages ; et ce qui part plus tard.

messages-emoji-search = Chercher un emoji
messages-emoji-none = Aucun emoji pour ce mot
messages-emoji-found = { $count ->
    [one] { $count } emoji
   *[other] { $count } emoji
}
messages-react = Réagir
messages-react-with = Réagir avec { $emoji }
messages-react-more = Autres emoji
messages-reactions = Réactions
messages-reactions-who = Qui ?
messages-reaction = { $emoji } { $count } : { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
messages-reaction-with-me = { $emoji } { $count } : { $count ->
    [one] vous
   *[other] { $count } personnes, dont vous
}

messages-mention = Personnes à qui parler
messages-mention-class = classe
messages-mention-all = tous
messages-mention-all-detail = Tout le monde ici
messages-mention-found = { $count ->
    [one] { $count } personne proposée
   *[other] { $count } personnes proposées
}

messages-more-ways = Autres façons d’écrire
messages-way-emoji = Ajouter un emoji
messages-way-poll = Faire un sondage
messages-way-later = Envoyer plus tard
messages-marks = Mise en forme
messages-marks-bold = gras
messages-marks-italic = italique
messages-marks-strike = barré
messages-marks-quote = citation
messages-marks-list = liste

messages-poll = Sondage
messages-poll-question = Question
messages-poll-option = Réponse { $number }
messages-poll-add = Ajouter une réponse
messages-poll-several = Plusieurs réponses possibles
messages-poll-anonymous = Anonyme : personne ne voit qui a choisi quoi
messages-poll-closes = Se ferme
messages-poll-open = Quand je le ferme
messages-poll-day = Dans un jour
messages-poll-three-days = Dans trois jours
messages-poll-week = Dans une semaine
messages-poll-incomplete = Écrivez une question et au moins deux réponses différentes.
messages-poll-send = Envoyer le sondage
messages-poll-one-kind = Une réponse
messages-poll-several-kind = Plusieurs réponses possibles
messages-poll-anonymous-kind = anonyme
messages-poll-voters = { $count ->
    [0] Personne n’a encore voté
    [one] { $count } personne a voté
   *[other] { $count } personnes ont voté
}
messages-poll-closed = Sondage fermé
messages-poll-until = Jusqu’au { $when }
messages-poll-votes = Qui a voté ?
messages-poll-close = Fermer le sondage
messages-poll-answer = { $text } : { $count ->
    [one] { $count } voix
   *[other] { $count } voix
}

messages-later-waiting = { $count ->
    [one] { $count } message partira plus tard
   *[other] { $count } messages partiront plus tard
}
messages-later-refused = { $count ->
    [one] { $count } message n’a pas pu partir
   *[other] { $count } messages n’ont pas pu partir
}
messages-later-title = Messages qui partent plus tard
messages-later-none = Aucun message n’attend.
messages-later-nothing = Écrivez d’abord votre message, puis choisissez quand il part.
messages-later-files = Les fichiers ne peuvent pas partir plus tard : envoyez-les maintenant, ou enlevez-les pour choisir un moment.
messages-later-hint = Il part à ce moment-là, même si votre téléphone est éteint. Jusque-là, vous pouvez le changer ou l’annuler.
messages-later-day = Jour
messages-later-time = Heure
messages-later-choose = Envoyer à ce moment
messages-later-move = Changer l’heure
messages-later-cancel = Annuler l’envoi
messages-later-tomorrow = demain
messages-later-when = { $day } à { $time }
messages-later-done = Votre message part { $when }.
