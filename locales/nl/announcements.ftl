### De mededelingen van de school.

announcements-detail = Wat de school je gezin laat weten.
announcements-show = Tonen
announcements-draft = Concepten
announcements-waiting = In afwachting
announcements-published = Gepubliceerd
announcements-withdrawn = Ingetrokken
announcements-none = Nog niets
announcements-none-detail = Als de school je iets te zeggen heeft, verschijnt het hier.
announcement-new-one = Nieuwe mededeling
announcement-edit = Mededeling wijzigen
announcement-back = De mededeling
announcement-unread = Te lezen
announcement-pinned = Vastgepind
announcement-until = Tot { $when }
announcement-was-until = Dat kon tot { $when }.
announcement-to-school = de hele school
announcement-to-parents = Voor de ouders: { $place }
announcement-to-teachers = Voor de leerkrachten: { $place }
announcement-to-both = Voor ouders en leerkrachten: { $place }
announcement-byline = { $name }, { $role } · { $when }
announcement-is-withdrawn = De school heeft deze mededeling ingetrokken.
announcement-is-waiting = De directie moet deze tekst nog publiceren.
announcement-is-refused = De directie geeft je deze tekst terug: { $reason }
announcement-my-answer = Jouw antwoord
announcement-read-at = Gelezen op { $when }
announcement-sign = Ik teken voor { $child }
announcement-signed-at = Getekend op { $when }
announcement-signed-by-other = Iemand heeft al voor dit kind getekend; jij kunt ook tekenen.
announcement-may-not-sign = Je kunt lezen, maar niet antwoorden voor dit kind.
answer-none = Geen antwoord
answer-by-other = Beantwoord door een andere verantwoordelijke, of op papier.
version-language = Taal
version-original = origineel
version-human = door iemand vertaald
version-machine = automatisch vertaald, niet nagelezen
version-missing = Nog niet vertaald
version-not-yet = Nog geen versie { $language }. Dit is het origineel ({ $original }).
version-lang = nl
edited-title = Wijzigingen
edited-line = { $when }, { $name }: { $what }
edited-text = tekst ({ $language })
edited-version = versie toegevoegd ({ $language })
edited-deadline = termijn
edited-files = bestanden
announcement-keeping = Jij beheert deze mededeling
announcement-will-read = Wordt gelezen door { $adults ->
    [one] { $adults } volwassene
   *[other] { $adults } volwassenen
}, voor { $children ->
    [one] { $children } kind of leerkracht
   *[other] { $children } kinderen of leerkrachten
}.
announcement-publish = Publiceren
announcement-now-out = Gepubliceerd
announcement-now-waits = De directie leest het na
announcement-refuse = Teruggeven aan de auteur
announcement-refuse-reason = Waarom?
announcement-now-refused = Teruggegeven aan de auteur
announcement-withdraw = Intrekken
announcement-withdraw-detail = De lezers zien dat ze ingetrokken is, en niet meer de tekst. De handtekeningen blijven voor jou.
announcement-now-withdrawn = De mededeling is ingetrokken
announcement-remove = Verwijderen
announcement-remove-detail = Niemand heeft deze tekst gelezen. Hij gaat verloren.
announcement-now-removed = De tekst is verwijderd
announcement-form-detail = Schrijf, en zie dan wie het leest voor je publiceert.
announcement-form-out = Ze is gepubliceerd: de lezers zien wat je wijzigt. De lezers en de vragen blijven.
announcement-for = Voor wie
announcement-for-school = De hele school
announcement-for-parents = De ouders en verantwoordelijken
announcement-for-teachers = De leerkrachten
announcement-classes = Klassen
announcement-texts = Teksten
announcement-original = Taal van de auteur
announcement-version-there = Versie { $language } toevoegen
announcement-by-machine = Door een machine vertaald
announcement-by-machine-hint = De lezers zien dat. Vink uit zodra iemand het nagelezen heeft.
announcement-title = Titel
announcement-body = Tekst
announcement-question = Vraag { $number }
announcement-question-add = Ja/nee-vraag toevoegen
announcement-question-remove = De laatste weghalen
announcement-asks = Antwoorden
announcement-asks-signature = Te tekenen voor elk kind
announcement-answer-by = Laatste dag om te antwoorden
announcement-pin = Bovenaan vastpinnen
announcement-preview = Opslaan en zien wie het leest
announcement-rules = Regels van de school
announcement-rules-approval = De directie publiceert de teksten van leerkrachten
announcement-rules-approval-hint = Tot dan wachten ze.
announcement-rules-both = Frans en Nederlands verplicht
announcement-rules-both-hint = Door een mens geschreven of nagelezen, voor het publiceren.
announcement-rules-saved = Opgeslagen
receipts-title = Leesbevestigingen
receipts-by-class = Per klas
receipts-table = Dezelfde getallen als tabel
receipts-class = Klas
receipts-total = Kinderen
receipts-teachers = Leerkrachten
receipts-all = Allen
receipts-reached = Bereikt
receipts-reached-only = Bereikt, niet gelezen
receipts-read = Gelezen
receipts-not-read = Niet gelezen
receipts-signed = Getekend
receipts-not-reached = Niet bereikt
receipts-bar = { $read } van { $total } hebben gelezen, { $reached } bereikt, { $missing } niet bereikt
receipts-remind = De anderen herinneren
receipts-remind-from = Herinnering verstuurd. De volgende kan vanaf { $when }.
receipts-people = Per gezin
receipts-nobody = Niemand hier
receipts-no-guardian = Geen verantwoordelijke ingeschreven
receipts-read-at = Gelezen · { $when }
receipts-reached-at = Ontvangen · { $when }
receipts-mailed-at = Mail · { $when }
receipts-signed-at = Getekend · { $when }
receipts-answer = { $question }: { $answer }
receipts-slip-at = Strookje terug · { $when }
paper-title = Strookjes om af te drukken
paper-detail = Eén strookje per kind voor wie niemand bereikt is.
paper-how = Komt een strookje getekend terug, vink het dan af met zijn code of scan het beeld.
paper-make = Strookjes klaarmaken
paper-sign = Datum en handtekening:
paper-code = Code
paper-qr = Code om op school te scannen
slip-return-title = Strookje afvinken
slip-return-detail = Typ de code van het strookje dat terug is.
slip-return-code = Code van het strookje
slip-return-tick = Afvinken
slip-returned = Strookje terug voor ‘{ $title }’
announcement-open = { $count ->
    [one] nog { $count } antwoord
   *[other] nog { $count } antwoorden
}
announcement-questions = { $count ->
    [one] { $count } vraag per kind
   *[other] { $count } vragen per kind
}
receipts-reminded = { $count ->
    [one] { $count } persoon krijgt een mail
   *[other] { $count } personen krijgen een mail
}
receipts-slips = { $count ->
    [one] { $count } strookje afdrukken
   *[other] { $count } strookjes afdrukken
}
paper-made = { $count ->
    [one] { $count } strookje om af te drukken
   *[other] { $count } strookjes om af te drukken
}
announcement-files = Bestanden
announcement-file-add = Foto’s of documenten toevoegen
announcement-file-remove = { $name } weghalen
