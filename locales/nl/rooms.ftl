### Een gesprek in een lijst: naam en laatste regel.

messages-class = Klas { $class }
messages-gone-person = Verwijderde account
messages-empty = Nog geen berichten
messages-you = Jij: { $text }
messages-they = { $name }: { $text }
messages-draft = Klad: { $text }
messages-classes = { $role }, { $classes }
messages-deleted = Bericht verwijderd
messages-hidden = Bericht verborgen door de moderatie
messages-family = Gezin { $name }
messages-office = Schoolsecretariaat
messages-a-photo = Foto
messages-mentioned = Iemand spreekt je aan
messages-is-pinned = Vastgepind
messages-is-muted = Gedempt
