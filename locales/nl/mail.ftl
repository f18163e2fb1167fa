# De e-mails van de server. Gewone tekst, zonder HTML.

mail-verify-subject = Bevestig je adres voor { $school }
mail-verify-body =
    Dag { $first_name },

    Welkom bij EcoleHub, de ontmoetingsplaats van de gezinnen van { $school }.

    Nog één stap: open deze link en geef het wachtwoord in dat je zonet gekozen hebt.

    { $link }

    De link werkt één keer, 24 uur lang. Is het later, schrijf je dan gewoon opnieuw in.

    Heb je niets gevraagd? Dan heeft iemand zich van adres vergist: je mag dit bericht vergeten, zonder jou wordt er geen account gemaakt.

    Tot gauw,
    EcoleHub voor { $school }

mail-known-subject = Je hebt al een EcoleHub-account
mail-known-body =
    Dag,

    Iemand, wellicht jijzelf, schreef zich net in bij { $school } met dit adres. Het heeft al een account: je kunt je dus meteen aanmelden.

    { $link }

    Was jij het niet? Er is niets veranderd aan je account en je hoeft niets te doen.

    Tot gauw,
    EcoleHub voor { $school }

mail-reset-subject = Kies een nieuw wachtwoord
mail-reset-body =
    Dag { $first_name },

    Wachtwoord vergeten? Open deze link om een nieuw te kiezen.

    { $link }

    De link werkt één keer, 30 minuten lang. Alleen de nieuwste werkt.

    Heb je niets gevraagd? Dan mag je dit bericht vergeten: je wachtwoord is niet veranderd.

    Tot gauw,
    EcoleHub

mail-password-changed-subject = Je wachtwoord is veranderd
mail-password-changed-body =
    Dag { $first_name },

    Het wachtwoord van je EcoleHub-account is zonet veranderd. De andere toestellen zijn afgemeld en persoonlijke tokens werken niet meer.

    Was jij het? Dan hoef je niets te doen.

    Was jij het niet? Kies dan meteen een nieuw wachtwoord, en verwittig de school.

    { $link }

    Tot gauw,
    EcoleHub

mail-confirm-address-subject = Bevestig je nieuwe adres
mail-confirm-address-body =
    Dag { $first_name },

    Je wilt dit adres gebruiken voor je EcoleHub-account. Open deze link om het te bevestigen.

    { $link }

    De link werkt één keer, 24 uur lang. Tot dan blijft je oude adres gelden.

    Heb je niets gevraagd? Dan heeft iemand zich van adres vergist: je mag dit bericht vergeten.

    Tot gauw,
    EcoleHub

mail-address-taken-subject = Dit adres heeft al een EcoleHub-account
mail-address-taken-body =
    Dag,

    Iemand, misschien jijzelf, wil dit adres gebruiken voor een ander EcoleHub-account. Het heeft er al een: er verandert niets.

    Heb je twee accounts en wil je er maar een? Het secretariaat van de school kan ze samenvoegen.

    Tot gauw,
    EcoleHub

mail-leaving-address-subject = Je e-mailadres gaat veranderen
mail-leaving-address-body =
    Dag { $first_name },

    Je EcoleHub-account vraagt om over te gaan naar het adres { $email }. Dat gebeurt zodra dat adres bevestigd is.

    Was jij het? Dan hoef je hier niets te doen.

    Was jij het niet? Kies dan meteen een nieuw wachtwoord: dat annuleert de aanvraag.

    { $link }

    Tot gauw,
    EcoleHub

mail-session-stolen-subject = Een toestel is voor alle zekerheid afgemeld
mail-session-stolen-body =
    Dag { $first_name },

    De sleutel van een van je toestellen is twee keer gebruikt. Misschien heeft iemand er een kopie van: daarom hebben we dat toestel afgemeld.

    Meld je gewoon opnieuw aan. Verbaast dit je, kies dan ook een nieuw wachtwoord.

    { $link }

    Tot gauw,
    EcoleHub

mail-factor-on-subject = Aanmelden in twee stappen staat aan
mail-factor-on-body =
    Dag { $first_name },

    Je EcoleHub-account vraagt voortaan bij elke aanmelding een code van je app. Bewaar je noodcodes op een veilige plek.

    Was jij het niet? Kies dan meteen een nieuw wachtwoord, en verwittig de school.

    { $link }

    Tot gauw,
    EcoleHub

mail-factor-off-subject = Aanmelden in twee stappen staat uit
mail-factor-off-body =
    Dag { $first_name },

    Je EcoleHub-account vraagt bij het aanmelden geen code meer: het wachtwoord volstaat.

    Was jij het niet? Kies dan meteen een nieuw wachtwoord, en verwittig de school.

    { $link }

    Tot gauw,
    EcoleHub

mail-invitation-subject = { $school } nodigt je uit op EcoleHub
mail-invitation-parent-body =
    Dag,

    { $school } nodigt je uit op EcoleHub, de ontmoetingsplaats van de gezinnen van de school: de berichten van de klas, het nieuws, hulp onder ouders.

    Open deze link om je in te schrijven, of om je aan te melden als je al een account hebt.

    { $link }

    De link werkt één keer, 14 dagen lang. Hij is alleen voor jou: geef hem niet door.

    Ken je deze school niet? Dan heeft iemand zich van adres vergist: je mag dit bericht vergeten.

    Tot gauw,
    EcoleHub voor { $school }
mail-invitation-staff-body =
    Dag,

    { $school } nodigt je uit om bij het team te komen op EcoleHub, de ontmoetingsplaats van de gezinnen van de school.

    Open deze link om je in te schrijven, of om je aan te melden als je al een account hebt.

    { $link }

    De link werkt één keer, 14 dagen lang. Hij opent de hulpmiddelen van de school: geef hem aan niemand door.

    Ken je deze school niet? Dan heeft iemand zich van adres vergist: je mag dit bericht vergeten.

    Tot gauw,
    EcoleHub voor { $school }

mail-guardian-subject = { $inviter } nodigt je uit voor { $child }
mail-guardian-body =
    Dag,

    { $inviter } nodigt je uit op EcoleHub, de ontmoetingsplek van de gezinnen van { $school }, als verantwoordelijke voor { $child }.

    Open deze link om je in te schrijven, of om aan te melden als je al een account hebt. Daarna bevestigt de school je band met { $child }.

    { $link }

    De link werkt één keer, 14 dagen lang. Hij is alleen voor jou: geef hem niet door.

    Ken je { $inviter } niet? Dan heeft iemand zich van adres vergist: je mag dit bericht vergeten.

    Tot binnenkort,
    EcoleHub voor { $school }

mail-announcement-subject = { $school }: { $title }
mail-announcement-body =
    Dag { $first_name },

    { $school } heeft een mededeling voor je: "{ $title }".

    Lees ze hier, en laat weten dat je ze gelezen hebt:

    { $link }

    Tot binnenkort,
    EcoleHub voor { $school }

mail-announcement-reminder-subject = Herinnering: { $title }
mail-announcement-reminder-body =
    Dag { $first_name },

    { $school } wacht nog op je antwoord op "{ $title }". Open de mededeling en laat weten dat je ze gelezen hebt; vraagt ze een handtekening of een antwoord, dan geef je dat op dezelfde plaats.

    { $link }

    Tot binnenkort,
    EcoleHub voor { $school }

mail-decision-subject = Een van je berichten is gemodereerd
mail-decision-body =
    Dag { $first_name },

    Een van je berichten op EcoleHub ({ $school }) werd gemeld en daarna herlezen. Dit is beslist:

    { $acts }

    De reden: "{ $reason }"

    Het bericht en de beslissing staan op deze pagina. Niet akkoord? Je kunt er één keer bezwaar tegen maken: de directie bekijkt het dan opnieuw.

    { $link }

    Tot gauw,
    EcoleHub voor { $school }
mail-decision-hide = - Het bericht is voor iedereen verborgen.
mail-decision-warn = - Je krijgt een waarschuwing, alleen jij ziet ze.
mail-decision-mute = - Je kunt in dit gesprek niet schrijven tot { $until }.
mail-decision-suspend = - Je toegang tot de school is opgeschort.

mail-appeal-subject = Het antwoord op je bezwaar
mail-appeal-undone-body =
    Dag { $first_name },

    Je maakte bezwaar tegen een beslissing over een van je berichten ({ $school }). De directie bekeek ze opnieuw en geeft je gelijk: de beslissing is ingetrokken.

    Haar antwoord: "{ $answer }"

    Het bericht en het antwoord staan op deze pagina.

    { $link }

    Tot gauw,
    EcoleHub voor { $school }
mail-appeal-upheld-body =
    Dag { $first_name },

    Je maakte bezwaar tegen een beslissing over een van je berichten ({ $school }). De directie bekeek ze opnieuw: de beslissing blijft.

    Haar antwoord: "{ $answer }"

    Het bericht en het antwoord staan op deze pagina.

    { $link }

    Tot gauw,
    EcoleHub voor { $school }

mail-sel-ending-subject = "{ $title }" loopt bijna af
mail-sel-ending-body =
    Dag { $first_name },

    Je zoekertje "{ $title }" ({ $school }) blijft zichtbaar tot { $ends }. Is het nog actueel? Met één klik verleng je het. Zo niet, dan hoef je niets te doen: het verdwijnt vanzelf.

    { $link }

    Tot gauw,
    EcoleHub voor { $school }

mail-sel-matches-subject = Nieuws voor je bij het ruilen
mail-sel-matches-body =
    Dag { $first_name },

    Dit past misschien bij je zoekertjes ({ $school }):

    { $matches }

    Je vindt ze hier. Wil je deze mails niet meer? Vink "Verwittig me" uit in je zoekertje.

    { $link }

    Tot gauw,
    EcoleHub voor { $school }
mail-sel-matches-offer = - Een aanbod: { $title }
mail-sel-matches-request = - Een vraag: { $title }
