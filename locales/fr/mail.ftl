# Les courriels du serveur. Texte simple, sans HTML.

mail-verify-subject = Confirmez votre adresse pour { $school }
mail-verify-body =
    Bonjour { $first_name },

    Bienvenue sur EcoleHub, le lieu de rencontre des familles ({ $school }).

    Il ne reste qu'un pas : ouvrez ce lien et entrez le mot de passe que vous venez de choisir.

    { $link }

    Le lien fonctionne une fois, pendant 24 heures. Passé ce délai, inscrivez-vous simplement à nouveau.

    Vous n'avez rien demandé ? Alors quelqu'un s'est trompé d'adresse : vous pouvez oublier ce message, aucun compte n'est créé sans vous.

    À bientôt,
    EcoleHub pour { $school }

mail-known-subject = Vous avez déjà un compte EcoleHub
mail-known-body =
    Bonjour,

    Quelqu'un, sans doute vous, vient de s'inscrire à { $school } avec cette adresse. Elle a déjà un compte : vous pouvez donc vous connecter tout de suite.

    { $link }

    Ce n'était pas vous ? Rien n'a changé dans votre compte et vous n'avez rien à faire.

    À bientôt,
    EcoleHub pour { $school }

mail-reset-subject = Choisissez un nouveau mot de passe
mail-reset-body =
    Bonjour { $first_name },

    Vous avez oublié votre mot de passe ? Ouvrez ce lien pour en choisir un nouveau.

    { $link }

    Le lien fonctionne une fois, pendant 30 minutes. Seul le plus récent fonctionne.

    Vous n'avez rien demandé ? Vous pouvez oublier ce message : votre mot de passe n'a pas changé.

    À bientôt,
    EcoleHub

mail-password-changed-subject = Votre mot de passe a changé
mail-password-changed-body =
    Bonjour { $first_name },

    Le mot de passe de votre compte EcoleHub vient d'être changé. Les autres appareils ont été déconnectés et les jetons personnels ne fonctionnent plus.

    C'était vous ? Il n'y a rien à faire.

    Ce n'était pas vous ? Choisissez tout de suite un nouveau mot de passe, et prévenez l'école.

    { $link }

    À bientôt,
    EcoleHub

mail-confirm-address-subject = Confirmez votre nouvelle adresse
mail-confirm-address-body =
    Bonjour { $first_name },

    Vous souhaitez utiliser cette adresse pour votre compte EcoleHub. Ouvrez ce lien pour la confirmer.

    { $link }

    Le lien fonctionne une fois, pendant 24 heures. D'ici là, votre ancienne adresse reste valable.

    Vous n'avez rien demandé ? Alors quelqu'un s'est trompé d'adresse : vous pouvez oublier ce message.

    À bientôt,
    EcoleHub

mail-address-taken-subject = Cette adresse a déjà un compte EcoleHub
mail-address-taken-body =
    Bonjour,

    Quelqu'un, peut-être vous, veut utiliser cette adresse pour un autre compte EcoleHub. Elle a déjà le sien : rien ne change.

    Vous avez deux comptes et n'en voulez qu'un ? Le secrétariat de l'école peut les réunir.

    À bientôt,
    EcoleHub

mail-leaving-address-subject = Votre adresse e-mail va changer
mail-leaving-address-body =
    Bonjour { $first_name },

    Votre compte EcoleHub demande à passer à l'adresse { $email }. Le changement se fera quand cette adresse aura été confirmée.

    C'était vous ? Il n'y a rien à faire ici.

    Ce n'était pas vous ? Choisissez tout de suite un nouveau mot de passe : cela annule la demande.

    { $link }

    À bientôt,
    EcoleHub

mail-session-stolen-subject = Un appareil a été déconnecté par prudence
mail-session-stolen-body =
    Bonjour { $first_name },

    La clé d'un de vos appareils a été utilisée deux fois. Peut-être quelqu'un en a-t-il une copie : nous avons donc déconnecté cet appareil.

    Il vous suffit de vous reconnecter. Si cela vous étonne, choisissez aussi un nouveau mot de passe.

    { $link }

    À bientôt,
    EcoleHub

mail-factor-on-subject = La connexion en deux étapes est activée
mail-factor-on-body =
    Bonjour { $first_name },

    Votre compte EcoleHub demande maintenant un code de votre application à chaque connexion. Gardez vos codes de secours en lieu sûr.

    Ce n'était pas vous ? Choisissez tout de suite un nouveau mot de passe, et prévenez l'école.

    { $link }

    À bientôt,
    EcoleHub

mail-factor-off-subject = La connexion en deux étapes est désactivée
mail-factor-off-body =
    Bonjour { $first_name },

    Votre compte EcoleHub ne demande plus de code à la connexion : le mot de passe suffit.

    Ce n'était pas vous ? Choisissez tout de suite un nouveau mot de passe, et prévenez l'école.

    { $link }

    À bientôt,
    EcoleHub

mail-invitation-subject = { $school } vous invite sur EcoleHub
mail-invitation-parent-body =
    Bonjour,

    { $school } vous invite sur EcoleHub, le lieu de rencontre des familles de l'école : les messages de la classe, les nouvelles, l'entraide entre parents.

    Ouvrez ce lien pour vous inscrire, ou pour vous connecter si vous avez déjà un compte.

    { $link }

    Le lien fonctionne une fois, pendant 14 jours. Il est pour vous seul : ne le transmettez pas.

    Vous ne connaissez pas cette école ? Alors quelqu'un s'est trompé d'adresse : vous pouvez oublier ce message.

    À bientôt,
    EcoleHub pour { $school }
mail-invitation-staff-body =
    Bonjour,

    { $school } vous invite à rejoindre son équipe sur EcoleHub, le lieu de rencontre des familles de l'école.

    Ouvrez ce lien pour vous inscrire, ou pour vous connecter si vous avez déjà un compte.

    { $link }

    Le lien fonctionne une fois, pendant 14 jours. Il ouvre les outils de l'école : ne le transmettez à personne.

    Vous ne connaissez pas cette école ? Alors quelqu'un s'est trompé d'adresse : vous pouvez oublier ce message.

    À bientôt,
    EcoleHub pour { $school }

mail-guardian-subject = { $inviter } vous invite pour { $child }
mail-guardian-body =
    Bonjour,

    { $inviter } vous invite sur EcoleHub, le lieu de rencontre des familles de { $school }, comme responsable de { $child }.

    Ouvrez ce lien pour vous inscrire, ou pour vous connecter si vous avez déjà un compte. L'école confirmera ensuite votre lien avec { $child }.

    { $link }

    Le lien fonctionne une fois, pendant 14 jours. Il est pour vous seul : ne le transmettez pas.

    Vous ne connaissez pas { $inviter } ? Alors quelqu'un s'est trompé d'adresse : vous pouvez oublier ce message.

    À bientôt,
    EcoleHub pour { $school }

mail-announcement-subject = { $school } : { $title }
mail-announcement-body =
    Bonjour { $first_name },

    { $school } a publié une annonce pour vous : « { $title } ».

    Lisez-la ici, et dites que vous l'avez lue :

    { $link }

    À bientôt,
    EcoleHub pour { $school }

mail-announcement-reminder-subject = Rappel : { $title }
mail-announcement-reminder-body =
    Bonjour { $first_name },

    { $school } attend encore votre réponse à « { $title } ». Il suffit d'ouvrir l'annonce et de dire que vous l'avez lue ; si elle demande une signature ou une réponse, vous la donnez au même endroit.

    { $link }

    À bientôt,
    EcoleHub pour { $school }

mail-decision-subject = Un de vos messages a été modéré
mail-decision-body =
    Bonjour { $first_name },

    Un de vos messages sur EcoleHub ({ $school }) a été signalé, puis relu. Voici ce qui a été décidé :

    { $acts }

    La raison : « { $reason } »

    Le message et la décision sont sur cette page. Vous n'êtes pas d'accord ? Vous pouvez introduire un recours, une fois : la direction relira.

    { $link }

    À bientôt,
    EcoleHub pour { $school }
mail-decision-hide = - Le message est masqué pour tout le monde.
mail-decision-warn = - Vous recevez un avertissement, vous seul le voyez.
mail-decision-mute = - Vous ne pouvez plus écrire dans cette conversation jusqu'au { $until }.
mail-decision-suspend = - Votre accès à l'école est suspendu.

mail-appeal-subject = La réponse à votre recours
mail-appeal-undone-body =
    Bonjour { $first_name },

    Vous avez introduit un recours contre une décision sur un de vos messages ({ $school }). La direction a relu et vous donne raison : la décision est annulée.

    Sa réponse : « { $answer } »

    Le message et la réponse sont sur cette page.

    { $link }

    À bientôt,
    EcoleHub pour { $school }
mail-appeal-upheld-body =
    Bonjour { $first_name },

    Vous avez introduit un recours contre une décision sur un de vos messages ({ $school }). La direction a relu : la décision reste.

    Sa réponse : « { $answer } »

    Le message et la réponse sont sur cette page.

    { $link }

    À bientôt,
    EcoleHub pour { $school }

mail-sel-ending-subject = « { $title } » se termine bientôt
mail-sel-ending-body =
    Bonjour { $first_name },

    Votre annonce d'entraide « { $title } » ({ $school }) sera visible jusqu'au { $ends }. Est-elle toujours d'actualité ? Un clic suffit pour la renouveler. Sinon, ne faites rien : elle disparaîtra d'elle-même.

    { $link }

    À bientôt,
    EcoleHub pour { $school }

mail-sel-matches-subject = Du nouveau pour vous dans l'entraide
mail-sel-matches-body =
    Bonjour { $first_name },

    Voici ce qui pourrait répondre à vos annonces d'entraide ({ $school }) :

    { $matches }

    Vous les trouverez ici. Pour ne plus recevoir ces mails, décochez « M'avertir » dans votre annonce.

    { $link }

    À bientôt,
    EcoleHub pour { $school }
mail-sel-matches-offer = - Une offre : { $title }
mail-sel-matches-request = - Une demande : { $title }
