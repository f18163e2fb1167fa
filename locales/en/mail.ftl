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

mail-reset-subject = Choose a new password
mail-reset-body =
    Hello { $first_name },

    Forgotten your password? Open this link to choose a new one.

    { $link }

    The link works once, for 30 minutes. Only the newest one does.

    You did not ask for this? You can forget this message: your password has not changed.

    See you soon,
    EcoleHub

mail-password-changed-subject = Your password was changed
mail-password-changed-body =
    Hello { $first_name },

    The password of your EcoleHub account has just been changed. Other devices were signed out and personal tokens do not work any more.

    Was it you? Then there is nothing to do.

    It was not you? Choose a new password right away, and tell the school.

    { $link }

    See you soon,
    EcoleHub

mail-confirm-address-subject = Confirm your new address
mail-confirm-address-body =
    Hello { $first_name },

    You want to use this address for your EcoleHub account. Open this link to confirm it.

    { $link }

    The link works once, for 24 hours. Until then your old address stays in use.

    You did not ask for this? Then somebody has mistyped an address: you can forget this message.

    See you soon,
    EcoleHub

mail-address-taken-subject = This address already has an EcoleHub account
mail-address-taken-body =
    Hello,

    Somebody, perhaps you, wants to use this address for another EcoleHub account. It already has one: nothing changes.

    You have two accounts and want only one? The school office can put them together.

    See you soon,
    EcoleHub

mail-leaving-address-subject = Your e-mail address is about to change
mail-leaving-address-body =
    Hello { $first_name },

    Your EcoleHub account asks to move to the address { $email }. It will, once that address is confirmed.

    Was it you? Then there is nothing to do here.

    It was not you? Choose a new password right away: that cancels the request.

    { $link }

    See you soon,
    EcoleHub

mail-session-stolen-subject = A device was signed out, to be safe
mail-session-stolen-body =
    Hello { $first_name },

    The key of one of your devices was used twice. Somebody may have a copy of it, so we have signed that device out.

    Simply sign in again. If this surprises you, choose a new password as well.

    { $link }

    See you soon,
    EcoleHub

mail-factor-on-subject = Signing in with two steps is on
mail-factor-on-body =
    Hello { $first_name },

    Your EcoleHub account now asks for a code of your app at each sign-in. Keep your recovery codes in a safe place.

    It was not you? Choose a new password right away, and tell the school.

    { $link }

    See you soon,
    EcoleHub

mail-factor-off-subject = Signing in with two steps is off
mail-factor-off-body =
    Hello { $first_name },

    Your EcoleHub account asks for no code any more when you sign in: the password is enough.

    It was not you? Choose a new password right away, and tell the school.

    { $link }

    See you soon,
    EcoleHub

mail-invitation-subject = { $school } invites you to EcoleHub
mail-invitation-parent-body =
    Hello,

    { $school } invites you to EcoleHub, the meeting place of the families of the school: the messages of the class, the news, help among parents.

    Open this link to register, or to sign in if you have an account already.

    { $link }

    The link works once, for 14 days. It is for you alone: do not pass it on.

    You do not know this school? Then somebody has mistyped an address: you can forget this message.

    See you soon,
    EcoleHub for { $school }
mail-invitation-staff-body =
    Hello,

    { $school } invites you to join its team on EcoleHub, the meeting place of the families of the school.

    Open this link to register, or to sign in if you have an account already.

    { $link }

    The link works once, for 14 days. It opens the tools of the school: do not pass it on to anybody.

    You do not know this school? Then somebody has mistyped an address: you can forget this message.

    See you soon,
    EcoleHub for { $school }

mail-guardian-subject = { $inviter } invites you for { $child }
mail-guardian-body =
    Hello,

    { $inviter } invites you to EcoleHub, where the families of { $school } meet, as somebody who looks after { $child }.

    Open this link to register, or to sign in if you have an account already. The school then confirms your link to { $child }.

    { $link }

    The link works once, for 14 days. It is for you alone: do not pass it on.

    You do not know { $inviter }? Then somebody mistyped an address: you can forget this message.

    See you soon,
    EcoleHub for { $school }

mail-announcement-subject = { $school }: { $title }
mail-announcement-body =
    Hello { $first_name },

    { $school } has published an announcement for you: "{ $title }".

    Read it here, and say that you have:

    { $link }

    See you soon,
    EcoleHub for { $school }

mail-announcement-reminder-subject = Reminder: { $title }
mail-announcement-reminder-body =
    Hello { $first_name },

    { $school } still waits for your answer to "{ $title }". Just open the announcement and say that you have read it; if it asks for a signature or an answer, you give it in the same place.

    { $link }

    See you soon,
    EcoleHub for { $school }

mail-decision-subject = One of your messages was moderated
mail-decision-body =
    Hello { $first_name },

    One of your messages on EcoleHub ({ $school }) was reported and read again. This is what was decided:

    { $acts }

    The reason: “{ $reason }”

    You find the message and the decision on this page. You do not agree? You can appeal there, once: the head of school will look at it again.

    { $link }

    See you soon,
    EcoleHub for { $school }
mail-decision-hide = - The message is hidden from everybody.
mail-decision-warn = - You get a warning that only you see.
mail-decision-mute = - You cannot write in this conversation until { $until }.
mail-decision-suspend = - Your access to the school is suspended.

mail-appeal-subject = The answer to your appeal
mail-appeal-undone-body =
    Hello { $first_name },

    You appealed against a decision about one of your messages ({ $school }). The head of school looked at it again and agrees with you: the decision is taken back.

    The answer: “{ $answer }”

    You find the message and the answer on this page.

    { $link }

    See you soon,
    EcoleHub for { $school }
mail-appeal-upheld-body =
    Hello { $first_name },

    You appealed against a decision about one of your messages ({ $school }). The head of school looked at it again: the decision stands.

    The answer: “{ $answer }”

    You find the message and the answer on this page.

    { $link }

    See you soon,
    EcoleHub for { $school }

mail-sel-ending-subject = "{ $title }" is about to end
mail-sel-ending-body =
    Hello { $first_name },

    Your post "{ $title }" in the time bank of { $school } is shown until { $ends }. Does it still hold? One click renews it. If not, do nothing: it goes by itself.

    { $link }

    See you soon,
    EcoleHub for { $school }

mail-sel-matches-subject = News for you in the time bank
mail-sel-matches-body =
    Hello { $first_name },

    This may go with what you posted in the time bank of { $school }:

    { $matches }

    You find it here. To get no more of these mails, untick "Tell me" in your post.

    { $link }

    See you soon,
    EcoleHub for { $school }
mail-sel-matches-offer = - An offer: { $title }
mail-sel-matches-request = - A request: { $title }
