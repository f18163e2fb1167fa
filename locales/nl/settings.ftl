### Instellingen: veiligheid, tweede code, API-toegang.

settings-general = Algemeen
settings-messages = Berichten
settings-security = Veiligheid
settings-api = API
security-demo = De accounts van de demoschool openen zonder wachtwoord.
password-why = Wijzig het als iemand anders het kent.
password-change = Wachtwoord wijzigen
password-current = Huidig wachtwoord
password-others-end = Je andere toestellen en je API-toegangen worden afgemeld.
password-changed = Je wachtwoord is gewijzigd.
address-change = Adres wijzigen
address-change-lead = Er vertrekt een link naar het nieuwe adres. Er verandert niets voor je die opent.
address-new = Nieuw e-mailadres
address-sent = Er vertrekt een link naar { $email }. Open hem om het nieuwe adres te bevestigen.
session-end-of = Afmelden: { $device }
sessions-end = Overal elders afmelden
sessions-ended = Je andere toestellen zijn afgemeld.
second-tab = Tweede code
second-why = Een code van je telefoon, naast het wachtwoord: je account blijft van jou, ook als iemand het raadt.
second-school-asks = Je school vraagt dit aan haar personeel.
second-on = Aan
second-since = Sinds { $date }.
second-left = { $count ->
    [0] Je hebt geen herstelcodes meer.
    [one] Je hebt nog { $count } herstelcode.
   *[other] Je hebt nog { $count } herstelcodes.
}
second-manage = Beheren
second-app = Je hebt een app voor codes nodig op je telefoon. Misschien heb je er al een, of kan je telefoon het zelf.
second-apps = Gratis en veilig zijn bijvoorbeeld Aegis, FreeOTP, Google Authenticator of de wachtwoorden van de iPhone.
second-begin = Ik heb een app, beginnen
second-scan = Fotografeer dit vierkant met de app. Op de telefoon zelf open je de app met de knop.
second-qr = Vierkant om te fotograferen met de app voor codes
second-open-app = De app openen
second-by-hand = De code met de hand typen
second-by-hand-detail = Kies in de app “sleutel invoeren” en neem deze letters over.
second-confirm = Code die de app nu toont
second-confirm-action = Aanzetten
second-turn-off = De tweede code uitzetten
second-turn-off-title = De tweede code uitzetten?
second-turn-off-detail = Het wachtwoord alleen volstaat dan, en de herstelcodes werken niet meer.
second-is-off = De tweede code staat uit.
recovery-tab = Herstelcodes
recovery-lead = De tweede code staat aan. Bewaar deze codes op een veilige plaats, ver van je telefoon: met elke code kom je één keer binnen als je hem verliest. Ze staan alleen hier, nu.
recovery-of = Herstelcodes van { $email }, { $date }
recovery-file = herstelcodes-ecolehub.txt
recovery-kept = Ik heb ze bewaard
recovery-renew = Nieuwe codes maken
recovery-renew-lead = Nieuwe codes vervangen de vorige.
tokens-tab = Toegangssleutels
tokens-lead = Met een sleutel handelt een programma in jouw naam, zonder je wachtwoord. Geef het zo weinig mogelijk.
tokens-documents = Handleiding voor programma’s:
tokens-none = Geen sleutels
tokens-none-detail = De meeste gezinnen hebben er nooit een nodig.
token-make = Een sleutel maken
token-name = Naam
token-name-hint = Waarvoor hij dient, bijvoorbeeld “Agenda thuis”.
token-scopes = Wat hij mag
token-life = Duur
token-days = { $count ->
    [365] Een jaar
   *[other] { $count } dagen
}
token-made = Dit is de sleutel, tot { $date }. Kopieer hem nu: hij wordt niet meer getoond.
secret-kept = Genoteerd
token-until = Tot { $date }.
token-used = Laatst gebruikt: { $when }.
token-never-used = Nooit gebruikt.
token-revoke = Intrekken
token-revoke-of = Intrekken: { $name }
token-revoke-title = Deze sleutel intrekken?
token-revoke-detail = Het programma dat “{ $name }” gebruikt, stopt meteen.
token-revoked = De sleutel werkt niet meer.
scope-profile-read = Mijn profiel lezen
scope-profile-write = Mijn profiel wijzigen
scope-children-read = Mijn kinderen zien
scope-children-write = Mijn kinderen toevoegen en verwijderen
scope-messages-read = Mijn gesprekken lezen
scope-messages-write = Berichten schrijven
scope-announcements-read = De mededelingen voor mij lezen
scope-announcements-write = Mededelingen bevestigen, ondertekenen en schrijven
scope-sel-read = Mijn SEL-rekening en haar bewegingen bekijken
scope-sel-write = SEL-uitwisselingen voorstellen en aanvaarden
scope-admin-read = Zien wat het secretariaat ziet
scope-admin-write = Handelen voor het secretariaat
security-ways-tab = Aanmeldgegevens
