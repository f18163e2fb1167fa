### Wat aan een bericht hangt: reacties, vermeldingen, polls; en wat later vertrekt.

messages-emoji-search = Zoek een emoji
messages-emoji-none = Geen emoji voor dat woord
messages-emoji-found = { $count ->
    [one] { $count } emoji
   *[other] { $count } emoji
}
messages-react = Reageren
messages-react-with = Reageer met { $emoji }
messages-react-more = Andere emoji
messages-reactions = Reacties
messages-reactions-who = Wie?
messages-reaction = { $emoji } { $count }: { $count ->
    [one] { $count } persoon
   *[other] { $count } personen
}
messages-reaction-with-me = { $emoji } { $count }: { $count ->
    [one] jij
   *[other] { $count } personen, jij ook
}

messages-mention = Mensen om aan te spreken
messages-mention-class = klas
messages-mention-all = iedereen
messages-mention-all-detail = Iedereen hier
messages-mention-found = { $count ->
    [one] { $count } persoon voorgesteld
   *[other] { $count } personen voorgesteld
}

messages-more-ways = Andere manieren om te schrijven
messages-way-emoji = Emoji toevoegen
messages-way-poll = Poll maken
messages-way-later = Later versturen
messages-marks = Opmaak
messages-marks-bold = vet
messages-marks-italic = cursief
messages-marks-strike = doorstreept
messages-marks-quote = citaat
messages-marks-list = lijst

messages-poll = Poll
messages-poll-question = Vraag
messages-poll-option = Antwoord { $number }
messages-poll-add = Antwoord toevoegen
messages-poll-several = Meerdere antwoorden mogelijk
messages-poll-anonymous = Anoniem: niemand ziet wie wat koos
messages-poll-closes = Sluit
messages-poll-open = Wanneer ik hem sluit
messages-poll-day = Over een dag
messages-poll-three-days = Over drie dagen
messages-poll-week = Over een week
messages-poll-incomplete = Schrijf een vraag en minstens twee verschillende antwoorden.
messages-poll-send = Poll versturen
messages-poll-one-kind = Eén antwoord
messages-poll-several-kind = Meerdere antwoorden mogelijk
messages-poll-anonymous-kind = anoniem
messages-poll-voters = { $count ->
    [0] Er heeft nog niemand gestemd
    [one] { $count } persoon heeft gestemd
   *[other] { $count } personen hebben gestemd
}
messages-poll-closed = Poll gesloten
messages-poll-until = Tot { $when }
messages-poll-votes = Wie stemde?
messages-poll-close = Poll sluiten
messages-poll-answer = { $text }: { $count ->
    [one] { $count } stem
   *[other] { $count } stemmen
}

messages-later-waiting = { $count ->
    [one] { $count } bericht vertrekt later
   *[other] { $count } berichten vertrekken later
}
messages-later-refused = { $count ->
    [one] { $count } bericht kon niet vertrekken
   *[other] { $count } berichten konden niet vertrekken
}
messages-later-title = Berichten die later vertrekken
messages-later-none = Er wacht geen bericht.
messages-later-nothing = Schrijf eerst je bericht en kies dan wanneer het vertrekt.
messages-later-files = Bestanden kunnen niet later vertrekken: verstuur ze nu, of haal ze weg om een moment te kiezen.
messages-later-hint = Het vertrekt op dat moment, ook als je telefoon uit staat. Tot dan kun je het wijzigen of annuleren.
messages-later-day = Dag
messages-later-time = Uur
messages-later-choose = Op dat moment versturen
messages-later-move = Ander uur
messages-later-cancel = Niet versturen
messages-later-tomorrow = morgen
messages-later-when = { $day } om { $time }
messages-later-done = Je bericht vertrekt { $when }.
