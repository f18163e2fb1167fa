### Het kader van de toepassing: navigatie, acties, toestanden.

nav-label = Hoofdnavigatie
nav-skip = Naar de inhoud
nav-home = Start
nav-messages = Berichten
nav-announcements = Mededelingen
nav-profile = Profiel
nav-settings = Instellingen
nav-school = School
nav-reports = Meldingen
nav-more = Meer
nav-account = Mijn account
nav-office = School
nav-unread = { $count ->
    [one] { $count } ongelezen bericht
   *[other] { $count } ongelezen berichten
}
nav-requests = { $count ->
    [one] { $count } aanvraag wacht op een antwoord
   *[other] { $count } aanvragen wachten op een antwoord
}
nav-waiting = { $count ->
    [one] { $count } ding wacht op je
   *[other] { $count } dingen wachten op je
}
nav-notices = Berichten van de moderatie
more-announcements = Wat de school laat weten
more-reports = Wat ouders van je klas hebben gemeld
more-school = Aanvragen, kinderen en codes
more-notices = Wat er over je berichten is beslist
more-settings = Taal, weergave, veiligheid, API
action-back = Terug
action-cancel = Annuleren
action-close = Sluiten
action-later = Later
action-next = Verder
action-retry = Opnieuw proberen
action-save = Opslaan
action-undo = Ongedaan maken
loading = Even laden
list-and = en
steps-label = Stap { $now } van { $count }
date-today = Vandaag
date-yesterday = Gisteren
offline = Offline sinds { $time }. Wat je ziet, blijft leesbaar.
error-title = Dit kon niet worden getoond
error-request = Code om aan de school te geven:
not-found-title = Deze pagina zit niet in het schrift
not-found-detail = Misschien is ze weggehaald, of staat er een tikfout in het adres. Dat overkomt de beste leerlingen.
not-found-home = Terug naar start
language-label = Taal
theme-label = Weergave
theme-system = Toestel
theme-light = Licht
theme-dark = Donker
update-ready = Er is een nieuwe versie van EcoleHub.
update-reload = Herladen
action-change = Wijzigen
action-print = Afdrukken
action-download = Downloaden
answer-yes = Ja
answer-no = Nee
copy-action = Kopiëren
copy-done = Gekopieerd.
copy-failed = Kopiëren mag hier niet. Selecteer de tekst.
suspended-title = Je toegang is opgeschort
suspended-detail = { $school } heeft je toegang gepauzeerd. Praat erover met het secretariaat: er is niets gewist.
suspended-why = Zien waarom en antwoorden
second-first-title = Nog één kleine stap
second-first-detail = { $school } beschermt de gegevens van de kinderen met een tweede code: een code van je telefoon, naast het wachtwoord. Het duurt twee minuten.
second-turn-on = De tweede code aanzetten
announcement-new = Nieuwe mededeling van de school
list-more = Meer tonen
list-download = Downloaden (CSV)
nav-exchange = Ruilen
exchange-moved = Er zijn ruilminuten overgegaan.
exchange-waiting = Er wacht een ruilvoorstel op je.
