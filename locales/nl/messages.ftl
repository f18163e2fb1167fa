### Berichten: de lijst, een gesprek, een nieuw bericht.

messages-new = Nieuw bericht
messages-list = Gesprekken
messages-search = Zoek een naam of een woord
messages-found-nothing = Geen gesprek met “{ $words }”
messages-none = Nog geen gesprekken
messages-none-detail = Het gesprek van de klas verschijnt hier zodra de band met je kind bevestigd is. Je kunt ook iemand een bericht sturen.
messages-choose = Kies een gesprek
messages-choose-detail = Het opent hier, waar je gebleven was.
messages-class = Klas { $class }
messages-gone-person = Verwijderde account
messages-empty = Nog geen berichten
messages-you = Jij: { $text }
messages-they = { $name }: { $text }
messages-draft = Klad: { $text }
messages-back = Terug naar de gesprekken
messages-online = online
messages-classes = { $role }, { $classes }
messages-members = { $count ->
    [one] { $count } lid
   *[other] { $count } leden
}
messages-members-show = Toon de leden van { $name }
messages-members-title = Leden
messages-member-you = { $name } (jij)
messages-write-to = Schrijf naar { $name }
messages-write-class = Schrijf naar klas { $class }
messages-direct-off = De school heeft berichten tussen twee personen uitgezet. Wat geschreven is, blijft leesbaar.
messages-send = Versturen
messages-left-characters = { $count ->
    [one] Nog { $count } teken
   *[other] Nog { $count } tekens
}
messages-too-many-characters = { $count ->
    [one] { $count } teken te veel
   *[other] { $count } tekens te veel
}
messages-column = Berichten van { $name }
messages-new-line = { $count ->
    [one] { $count } nieuw bericht
   *[other] { $count } nieuwe berichten
}
messages-to-newest = Naar het laatste bericht
messages-to-new = { $count ->
    [one] { $count } nieuw bericht
   *[other] { $count } nieuwe berichten
}
messages-going-back = Oudere berichten worden geladen
messages-beginning-direct = Dit is het begin van je gesprek met { $name }.
messages-beginning-class = Dit is het begin van het gesprek van de klas. Alle ouders en het team van de klas kunnen hier lezen en schrijven.
messages-typing-one = { $name } schrijft…
messages-typing-two = { $first } en { $second } schrijven…
messages-typing-more = Meerdere mensen schrijven…
messages-sending = Wordt verstuurd
messages-waiting = Wacht op verbinding
messages-sent = Verstuurd
messages-delivered = Aangekomen
messages-read = Gelezen
messages-read-by-all = Door iedereen gelezen
messages-failed = Niet verstuurd. { $why }
messages-retry = Opnieuw proberen
messages-discard = Verwijderen
messages-slow = Trage verbinding: berichten komen om de 3 seconden binnen.
messages-unreachable = De server antwoordt niet. Je berichten vertrekken zodra hij terug is.
messages-left-title = Je zit niet, of niet meer, in dit gesprek
messages-left-detail = Het is alleen voor wie er nu aan deelneemt.
messages-people-title = Nieuw bericht
messages-people-search = Zoek een persoon
messages-people-class = Klas
messages-people-all = Alle
messages-people = Mensen aan wie je kunt schrijven
messages-people-none = Nog niemand om aan te schrijven
messages-people-none-detail = Het team van de school en de ouders van de klas verschijnen hier zodra de band met je kind bevestigd is.
messages-people-found-nothing = Niemand past bij je zoekopdracht
messages-people-found = { $count ->
    [one] { $count } persoon
   *[other] { $count } personen
}
