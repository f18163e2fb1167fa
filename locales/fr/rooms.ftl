### Une conversation dans une liste : son nom, sa dernière ligne.

messages-class = Classe de { $class }
messages-gone-person = Compte supprimé
messages-empty = Pas encore de message
messages-you = Vous : { $text }
messages-they = { $name } : { $text }
messages-draft = Brouillon : { $text }
messages-classes = { $role }, { $classes }
messages-deleted = Message supprimé
messages-hidden = Message masqué par la modération
messages-family = Famille { $name }
messages-office = Secrétariat de l’école
messages-a-photo = Photo
messages-mentioned = On vous parle
messages-is-pinned = Épinglée
messages-is-muted = En sourdine
