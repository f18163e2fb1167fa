### A conversation in a list: its name, its last line.

messages-class = Class { $class }
messages-gone-person = Deleted account
messages-empty = No messages yet
messages-you = You: { $text }
messages-they = { $name }: { $text }
messages-draft = Draft: { $text }
messages-classes = { $role }, { $classes }
messages-deleted = Message deleted
messages-hidden = Message hidden by a moderator
messages-family = { $name } family
messages-office = School office
messages-a-photo = Photo
messages-mentioned = Somebody speaks to you
messages-is-pinned = Pinned
messages-is-muted = Muted
