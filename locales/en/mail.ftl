# The mails of the server. Plain text, no HTML.

mail-verify-subject = Confirm your address for { $school }
mail-verify-body =
    Hello { $first_name },

    Welcome to EcoleHub, the meeting place of the families of { $school }.

    One step is left: open this link and type the password that you have just chosen.

    { $link }

    The link works once, for 24 hours. After that, simply register again.

    You did not ask for this? Then somebody has mistyped an address: you can forget this message, no account is made without you.

    See you soon,
    EcoleHub for { $school }

mail-known-subject = You already have an EcoleHub account
mail-known-body =
    Hello,

    Somebody, probably you, has just registered at { $school } with this address. It already has an account, so you can sign in right away.

    { $link }

    It was not you? Nothing has changed in your account and there is nothing for you to do.

    See you soon,
    EcoleHub for { $school }
