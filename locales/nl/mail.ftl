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
