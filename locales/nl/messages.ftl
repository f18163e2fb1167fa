### Berichten: de lijst, een gesprek, een nieuw bericht.

messages-new = Nieuw bericht
messages-list = Gesprekken
messages-search = Zoek naam of woord
messages-found-nothing = Geen gesprek met ‘{ $words }’
messages-none = Nog geen gesprekken
messages-none-detail = Het gesprek van de klas verschijnt hier zodra de band met je kind bevestigd is. Je kunt ook iemand een bericht sturen.
messages-choose = Kies een gesprek
messages-choose-detail = Het opent hier, waar je gebleven was.
messages-back = Terug naar de gesprekken
messages-members = { $count ->
    [one] { $count } lid
   *[other] { $count } leden
}
messages-members-show = Toon de leden van { $name }
messages-members-title = Leden
messages-member-you = { $name } (jij)
messages-write-to = Schrijf naar { $name }
messages-write-in = Schrijven in ‘{ $name }’
messages-write-class = Schrijf naar klas { $class }
messages-write-here = Schrijf een bericht
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
messages-left-told = Je zit niet meer in ‘{ $name }’.
messages-left-title = Je zit niet, of niet meer, in dit gesprek
messages-left-detail = Het is alleen voor wie er nu aan deelneemt.
messages-people-title = Nieuw bericht
messages-people-search = Zoek een persoon
messages-people-class = Klas
messages-people-all = Alle
messages-people = Mensen aan wie je kunt schrijven
messages-people-none = Nog niemand om naar te schrijven
messages-people-none-detail = Het team van de school en de ouders van de klas verschijnen hier zodra de band met je kind bevestigd is.
messages-people-found-nothing = Niemand past bij je zoekopdracht
messages-people-found = { $count ->
    [one] { $count } persoon
   *[other] { $count } personen
}
messages-beyond = Eerst vragen
messages-beyond-ask = Vragen
messages-beyond-ask-who = { $name } vragen
messages-beyond-waits = Gevraagd
messages-beyond-detail = Jullie delen geen klas: deze persoon beslist of jullie elkaar schrijven.
messages-beyond-asked = Je vraag is verstuurd.
messages-beyond-address = Via e-mailadres of contactcode
messages-edited = bewerkt

## Groepen, salons, secretariaat

messages-new-to = Aan wie
messages-new-one = Eén persoon
messages-new-several = Een groep
messages-people-take-all = Alle { $count } kiezen
messages-people-take-away = { $name } weghalen
messages-people-chosen = Gekozen personen
messages-group-name = Naam van de groep
messages-group-for = Waarvoor dient de groep?
messages-group-make = Maken
messages-readers = { $count ->
    [one] { $count } persoon leest mee
   *[other] { $count } personen lezen mee
}
messages-readers-staff = { $count ->
    [one] { $count } persoon leest mee, alleen personeel
   *[other] { $count } personen lezen mee, alleen personeel
}
messages-readers-public = De hele school kan binnenkomen en lezen
messages-readers-parents = { $count ->
    [one] Haal { $count } ouder weg: deze ruimte is voor het personeel
   *[other] Haal { $count } ouders weg: deze ruimte is voor het personeel
}
messages-kind = Welke soort
messages-kind-group = Groep: iedereen schrijft
messages-kind-announcement = Mededelingen: alleen het personeel schrijft
messages-kind-public = Open gesprek: de hele school kan erin
messages-staff-only = Alleen personeel
messages-staff-only-hint = Geen enkele ouder kan erin, nu niet en later niet.
messages-office-write = Het secretariaat schrijven
messages-office-detail = Eén postvak voor je gezin; de directie antwoordt.
messages-beginning-office = Je schrijft aan de directie en het secretariaat. De volwassenen van je gezin lezen mee.
messages-closed = Gesloten
messages-closed-detail = Dit gesprek is gesloten. Wat geschreven is, blijft leesbaar.
messages-read-only = Hier schrijft alleen het personeel van de school.
messages-info-show = Info over { $name } bekijken
messages-info-back = Terug naar de berichten
messages-info-change = Wijzigen
messages-info-changed = Opgeslagen
messages-role-owner = Beheerder
messages-role-moderator = Moderator
messages-member-more = Opties voor { $name }
messages-make-moderator = Moderator maken
messages-make-member = Geen moderator meer
messages-make-owner = De groep overdragen
messages-member-remove = Uit de groep halen
messages-member-changed = Gedaan voor { $name }
messages-member-removed = { $name } zit niet meer in de groep
messages-add = Personen toevoegen
messages-add-these = { $count ->
    [one] { $count } persoon toevoegen
   *[other] { $count } personen toevoegen
}
messages-close = De groep sluiten
messages-reopen = De groep heropenen
messages-leave = De groep verlaten
messages-leave-sure = Deze groep verlaten?
messages-leave-detail = Je krijgt niets meer van deze groep. Een beheerder kan je opnieuw toevoegen.
messages-public-title = Open gesprekken
messages-public-none = Nog geen open gesprekken
messages-public-none-detail = De school opent hier gesprekken voor iedereen.
messages-public-joined = Je doet mee
messages-public-join = Binnengaan
messages-picture-choose = Foto kiezen
messages-picture-change = Foto veranderen
messages-picture-remove = Foto weghalen
messages-picture-set = De foto staat erop.
messages-picture-gone = Foto weggehaald.
messages-public-address = Adres: /messages/salon/{ $slug }
messages-public-word = Woord in het adres
messages-public-word-hint = Kleine letters, cijfers en streepjes.
messages-note-created = { $name } heeft ‘{ $title }’ gemaakt
messages-note-added = { $name } heeft { $people } toegevoegd
messages-note-joined = { $name } is erbij gekomen
messages-note-removed = { $name } heeft { $people } verwijderd
messages-note-left = { $name } is vertrokken
messages-note-renamed = { $name } heeft de naam veranderd in ‘{ $title }’
messages-note-pictured = { $name } heeft de foto veranderd
messages-note-closed = { $name } heeft het gesprek gesloten
messages-note-reopened = { $name } heeft het gesprek heropend
messages-note-more = { $people } en { $count ->
    [one] { $count } andere
   *[other] { $count } anderen
}

search-title = Zoeken
search-open = In dit gesprek zoeken
search-everywhere = ‘{ $words }’ in alle berichten zoeken
search-field = Woord, naam of bestand
search-hint = Accenten en hoofdletters tellen niet mee. Tussen aanhalingstekens worden de woorden in die volgorde gezocht.
search-slash = Druk op / om te zoeken
search-recent = Wat je laatst zocht
search-forget = Deze zoekopdrachten wissen
search-kind = Wat zoek je?
search-all = Alles
search-messages = Berichten
search-people = Personen
search-files = Bestanden
search-rooms = Gesprekken
search-filters = Filteren
search-filters-off = Filters weghalen
search-in = Gesprek
search-in-all = Al mijn gesprekken
search-from = Geschreven door
search-from-all = Iedereen
search-from-chosen = De gekozen persoon
search-after = Vanaf
search-before = Tot en met
search-with-file = Alleen met een foto of een document
search-none = Geen resultaten
search-none-detail = Niets bevat ‘{ $words }’ waar je mag lezen. Probeer een woord minder, of alleen het begin.
search-more = Meer tonen
search-count = { $count ->
    [one] { $count } resultaat
   *[other] { $count } resultaten
}
messages-actions = Acties voor dit bericht
messages-reply = Antwoorden
messages-replying = Antwoord aan { $name }
messages-replying-self = Antwoord op je eigen bericht
messages-forward = Doorsturen
messages-forwarded = Doorgestuurd
messages-forwarded-to = Bericht doorgestuurd: { $name }.
messages-copy = Tekst kopiëren
messages-copied = Tekst gekopieerd
messages-not-copied = Je browser liet kopiëren niet toe. Selecteer de tekst met je vinger of de muis.
messages-edit = Bewerken
messages-editing = Je bericht bewerken
messages-edits = Vorige versies
messages-receipts = Ontvangen en gelezen door
messages-receipts-nobody = Nog niet aangekomen.
messages-receipts-arrived = { $others ->
    [one] Aangekomen, nog niet gelezen.
   *[other] Aangekomen bij { $delivered } van { $others }, nog niet gelezen.
}
messages-receipts-count = Gelezen door { $read } van { $others }, aangekomen bij { $delivered }.
messages-receipts-everybody = { $others ->
    [one] Gelezen.
   *[other] Door iedereen gelezen.
}
messages-receipts-read = Hebben gelezen
messages-receipts-delivered = Hebben ontvangen
messages-receipts-waiting = Nog niet ontvangen
messages-receipts-hint = Wie niet toont wat hij leest, telt niet mee als lezer.
messages-delete = Verwijderen
messages-quote-jump = Naar het bericht van { $name }
messages-a-picture = Foto
messages-a-file = Document
messages-keys = Met pijl omhoog en omlaag ga je van bericht naar bericht, Enter opent de acties.
messages-paper = Afdrukken of downloaden
messages-paper-reading = { $count ->
    [one] { $count } bericht gelezen tot nu toe
   *[other] { $count } berichten gelezen tot nu toe
}
messages-paper-made = Gemaakt op { $at }

## Foto’s en documenten

messages-attach = Foto’s of documenten toevoegen
messages-photo = Een foto nemen
messages-drop = Laat hier los om toe te voegen
messages-files = Te versturen bestanden
messages-files-too-many = Hoogstens tien bestanden per bericht. Stuur de andere in een tweede bericht.
messages-files-go = Het bericht vertrekt zodra de bestanden verstuurd zijn.
messages-files-remove-first = Verwijder eerst wat niet verstuurd kan worden.
messages-file-waits = Wacht
messages-file-moves = { $percent } %
messages-file-remove = { $name } verwijderen
messages-file-keep = Downloaden
messages-kilobytes = { $count } kB
messages-megabytes = { $count } MB
messages-picture = Foto
messages-picture-open = { $name } vergroten
messages-picture-of = { $place } van { $count }
messages-picture-before = Vorige foto
messages-picture-after = Volgende foto

### Rust: vastgepind, beantwoord, tempo, weekoverzicht.
calm-pins = Vastgepinde berichten
calm-pins-more = { $count ->
    [one] Nog { $count } vastgepind bericht
   *[other] Nog { $count } vastgepinde berichten
}
calm-pins-less = Alleen het laatste tonen
calm-pin = Vastpinnen
calm-unpin = Losmaken
calm-pinned = Bericht vastgepind
calm-unpinned = Bericht losgemaakt
calm-pin-file = Foto of document
calm-privately = Privé antwoorden
calm-is-answer = Dit is het antwoord
calm-answered = De vraag staat als beantwoord
calm-reopen = Vraag weer openen
calm-reopened = De vraag is weer open
calm-is-answered = Beantwoord.
calm-to-answer = Naar het antwoord
calm-unfold = { $count ->
    [one] Nog { $count } antwoord tonen
   *[other] Nog { $count } antwoorden tonen
}
calm-fold = Andere antwoorden inklappen
calm-muted = Een moderator vraagt je om een pauze: je kunt hier weer schrijven vanaf { $when }.
calm-wait = Je kunt weer schrijven over { $time }.
calm-slow-seconds = { $count ->
    [one] Rustige modus: één bericht per seconde.
   *[other] Rustige modus: één bericht om de { $count } seconden.
}
calm-slow-minutes = { $count ->
    [one] Rustige modus: één bericht per minuut.
   *[other] Rustige modus: één bericht om de { $count } minuten.
}
calm-notified-at = Rustige uren: { $name } krijgt een melding om { $time }.
calm-recap = De week in het kort
calm-recap-count = { $count ->
    [0] Geen berichten in de laatste zeven dagen.
    [one] { $count } bericht in de laatste zeven dagen.
   *[other] { $count } berichten in de laatste zeven dagen.
}
calm-recap-writers = { $count ->
    [one] { $count } persoon schreef.
   *[other] { $count } personen schreven.
}
calm-recap-open = Vragen zonder antwoord
calm-recap-answered = Beantwoorde vragen
calm-slow-choice = Rustige modus
calm-slow-off = Uit
calm-slow-30 = 30 seconden tussen twee berichten
calm-slow-120 = 2 minuten tussen twee berichten
calm-slow-600 = 10 minuten tussen twee berichten
calm-slow-set = Het tempo van het gesprek is veranderd
calm-erased-at = De berichten van vandaag worden gewist op { $day }.

### Melden, en wat de moderatie besliste.
report-title = Dit bericht melden
report-reason = Waarom?
report-choose = Kiezen…
report-insult = Het beledigt iemand
report-harassment = Het valt iemand telkens weer aan
report-privacy = Het verklapt iets privés over een kind of een gezin
report-rumor = Het verspreidt een gerucht
report-advertising = Het is reclame
report-other = Iets anders
report-note = Enkele woorden, als je wilt
report-who-sees = De moderatoren van de school zien dit bericht en de vijf eromheen. De schrijver komt nooit te weten wie het meldde.
report-send = Melden
report-sent = Bedankt, je melding is doorgegeven
notices-title = Berichten van de moderatie
notices-detail = Wat er over je berichten is beslist, en waarom.
notices-none = Niets beslist
notices-none-detail = Er is niets beslist over je berichten.
notices-new = Nieuw
notices-in-room = In ‘{ $room }’
notices-in-direct = In een gesprek met z’n tweeën
notices-hidden = Je bericht is verborgen.
notices-warned = Dit is een waarschuwing.
notices-muted = Je kunt in dit gesprek niet schrijven tot { $when }.
notices-suspended = Je toegang tot de school is opgeschort.
notices-by-school = De school legt uit:
notices-by-parent = Een ouder-moderator legt uit:
notices-disagree = Ik ben het er niet mee eens
notices-appeal = Je bezwaar
notices-appeal-words = Leg de directie uit waarom
notices-appeal-hint = Eén bezwaar per beslissing. De directie herleest alles en antwoordt je hier.
notices-appeal-send = Bezwaar versturen
notices-appeal-sent = De directie herbekijkt de beslissing
notices-appeal-waits = De directie heeft nog niet geantwoord.
notices-appeal-upheld = De beslissing blijft:
notices-appeal-undone = De beslissing is ingetrokken:
notices-banner = De moderatie besliste iets over een van je berichten.
notices-banner-show = Lezen
messages-about-service = Over je dienst
