### Réglages : sécurité, second code, accès API.

settings-general = Général
settings-messages = Messages
settings-security = Sécurité
settings-api = Accès API
security-demo = Les comptes de l’école de démonstration s’ouvrent sans mot de passe.
password-why = À changer si quelqu’un d’autre le connaît.
password-change = Changer le mot de passe
password-current = Mot de passe actuel
password-others-end = Vos autres appareils et vos accès API seront déconnectés.
password-changed = Votre mot de passe est changé.
address-change = Changer l’adresse
address-change-lead = Un lien part vers la nouvelle adresse. Rien ne change avant que vous l’ouvriez.
address-new = Nouvelle adresse e-mail
address-sent = Un lien part vers { $email }. Ouvrez-le pour confirmer la nouvelle adresse.
session-end-of = Déconnecter { $device }
sessions-end = Déconnecter partout ailleurs
sessions-ended = Vos autres appareils sont déconnectés.
second-tab = Second code
second-why = Un code de votre téléphone, en plus du mot de passe : votre compte reste à vous, même si quelqu’un le devine.
second-school-asks = Votre école le demande à son personnel.
second-on = Activé
second-since = Depuis le { $date }.
second-left = { $count ->
    [0] Il ne vous reste aucun code de secours.
    [one] Il vous reste { $count } code de secours.
   *[other] Il vous reste { $count } codes de secours.
}
second-manage = Gérer
second-app = Il vous faut une application de codes sur votre téléphone. Vous en avez peut-être déjà une, ou votre téléphone sait le faire lui-même.
second-apps = Gratuites et sûres, par exemple : Aegis, FreeOTP, Google Authenticator, ou les mots de passe de l’iPhone.
second-begin = J’ai une application, commencer
second-scan = Photographiez ce carré avec l’application. Sur le téléphone même, ouvrez plutôt l’application avec le bouton.
second-qr = Carré à photographier avec l’application de codes
second-open-app = Ouvrir l’application
second-by-hand = Taper le code à la main
second-by-hand-detail = Dans l’application, choisissez « saisir une clé », puis copiez ces lettres.
second-confirm = Code que l’application montre maintenant
second-confirm-action = Activer
second-turn-off = Désactiver le second code
second-turn-off-title = Désactiver le second code ?
second-turn-off-detail = Le mot de passe seul suffira pour entrer, et les codes de secours ne serviront plus.
second-is-off = Le second code est désactivé.
recovery-tab = Codes de secours
recovery-lead = Le second code est actif. Gardez ces codes en lieu sûr, loin de votre téléphone : chacun vous fait entrer une fois si vous le perdez. Ils ne s’affichent qu’ici, maintenant.
recovery-of = Codes de secours de { $email }, { $date }
recovery-file = codes-de-secours-ecolehub.txt
recovery-kept = Je les ai gardés
recovery-renew = Faire de nouveaux codes
recovery-renew-lead = De nouveaux codes remplacent ceux d’avant.
tokens-tab = Clés d’accès
tokens-lead = Une clé laisse un programme agir en votre nom, sans votre mot de passe. Donnez-lui le moins possible.
tokens-documents = Mode d’emploi pour les programmes :
tokens-none = Aucune clé
tokens-none-detail = La plupart des familles n’en ont jamais besoin.
token-make = Créer une clé
token-name = Nom
token-name-hint = À quoi elle sert, par exemple « Agenda de la maison ».
token-scopes = Ce qu’elle permet
token-life = Durée
token-days = { $count ->
    [365] Un an
   *[other] { $count } jours
}
token-made = Voici la clé, jusqu’au { $date }. Copiez-la maintenant : elle ne s’affichera plus.
secret-kept = C’est noté
token-until = Jusqu’au { $date }.
token-used = Dernier usage : { $when }.
token-never-used = Jamais utilisée.
token-revoke = Révoquer
token-revoke-of = Révoquer { $name }
token-revoke-title = Révoquer cette clé ?
token-revoke-detail = Le programme qui utilise « { $name } » s’arrête tout de suite.
token-revoked = La clé ne fonctionne plus.
scope-profile-read = Lire mon profil
scope-profile-write = Modifier mon profil
scope-children-read = Voir mes enfants
scope-children-write = Ajouter et retirer mes enfants
scope-messages-read = Lire mes conversations
scope-messages-write = Écrire des messages
scope-announcements-read = Lire les annonces pour moi
scope-announcements-write = Confirmer, signer et écrire des annonces
scope-sel-read = Voir mon compte SEL et ses mouvements
scope-sel-write = Proposer et accepter des échanges SEL
scope-admin-read = Voir ce que voit le secrétariat
scope-admin-write = Agir pour le secrétariat
security-ways-tab = Identifiants
