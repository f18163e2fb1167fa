### Startpagina.

home-hello = Dag { $name }
home-all-messages = Alle berichten
home-no-messages = Nog geen gesprekken
home-no-messages-detail = Het gesprek van de klas verschijnt hier zodra de band met je kind bevestigd is.
announcement-read = Gelezen
announcement-answer = Lezen en antwoorden
announcement-others = { $count ->
    [one] en nog { $count }
   *[other] en nog { $count }
}
home-waiting-tab = In afwachting
home-waiting-detail = De school moet nog bevestigen.
home-waiting-code = Ik heb een code gekregen
home-requests-detail = Ouders wachten op de school
membership-tab = Registratie
membership-pending = De school moet nog bevestigen
membership-pending-detail = { $school } kijkt je registratie na. Je hoeft niets te doen: het schrift opent zodra dat gebeurd is.
membership-refused = De school heeft niet bevestigd
membership-refused-detail = { $school } heeft deze registratie niet aanvaard. Neem contact op met het secretariaat als je denkt dat dit een vergissing is.
start-tab = Om te beginnen
start-children = Je kinderen toevoegen
start-confirmed = De band met een kind laten bevestigen
start-class = Het gesprek van de klas openen
start-phone = Je gsm-nummer invullen
start-done = gedaan
sel-balance-tab = Mijn ruilsaldo
sel-balance-is = minuten, dus { $hours }
sel-meter = Saldo: { $balance } minuten, tussen { $lowest } en { $highest }. Iedereen begint met { $start }.
sel-reserved = waarvan { $units } minuten opzijgezet voor je voorstellen
sel-hours = { $hours } u
sel-hours-minutes = { $hours } u { $minutes }
sel-minutes = { $minutes } min
sel-units = { $units } minuten, dus { $hours }
sel-community = Gemeenschappelijk fonds
sel-asks = { $name } vraagt { $units } minuten
sel-gives = { $name } geeft je { $units } minuten
sel-accept = Aanvaarden
sel-refuse = Weigeren
sel-after = Daarna: { $balance } minuten
sel-accepted-now = Gedaan: { $units } minuten
sel-refused-now = Geweigerd
sel-refuse-title = Dit voorstel weigeren?
sel-reason-optional = Een woordje uitleg
sel-home-more = { $count ->
    [one] en nog { $count }
   *[other] en nog { $count }
}
sel-home-all = Mijn uitwisselingen
sel-payer-limit = Limiet van { $limit } eenheden bereikt: er zou { $after } minuten overblijven. Een eenheid is een minuut.
sel-receiver-limit = Het saldo zou boven { $limit } eenheden gaan: { $after } minuten. Een eenheid is een minuut.
