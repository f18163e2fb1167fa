### Messages: the list, a conversation, a new message.

messages-new = New message
messages-list = Conversations
messages-search = Search for a name or a word
messages-found-nothing = No conversation contains “{ $words }”
messages-none = No conversations yet
messages-none-detail = The class conversation appears here as soon as the link with your child is confirmed. You can also write to one person.
messages-choose = Choose a conversation
messages-choose-detail = It opens here, where you left off.
messages-class = Class { $class }
messages-gone-person = Deleted account
messages-empty = No messages yet
messages-you = You: { $text }
messages-they = { $name }: { $text }
messages-draft = Draft: { $text }
messages-back = Back to the conversations
messages-online = online
messages-classes = { $role }, { $classes }
messages-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
messages-members-show = Show the members of { $name }
messages-members-title = Members
messages-member-you = { $name } (you)
messages-write-to = Write to { $name }
messages-write-class = Write to class { $class }
messages-direct-off = The school has switched off messages between two people. What was written can still be read.
messages-send = Send
messages-left-characters = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
messages-too-many-characters = { $count ->
    [one] { $count } character too many
   *[other] { $count } characters too many
}
messages-column = Messages of { $name }
messages-new-line = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
messages-to-newest = Go to the newest message
messages-to-new = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
messages-going-back = Loading older messages
messages-beginning-direct = This is the beginning of your conversation with { $name }.
messages-beginning-class = This is the beginning of the class conversation. All parents and the class team can read and write here.
messages-typing-one = { $name } is typing…
messages-typing-two = { $first } and { $second } are typing…
messages-typing-more = Several people are typing…
messages-sending = Sending
messages-waiting = Waiting for a connection
messages-sent = Sent
messages-delivered = Delivered
messages-read = Read
messages-read-by-all = Read by everyone
messages-failed = Not sent. { $why }
messages-retry = Try again
messages-discard = Delete
messages-slow = Slow connection: messages arrive every 3 seconds.
messages-unreachable = The server does not answer. Your messages will leave as soon as it is back.
messages-left-title = You are not, or no longer, in this conversation
messages-left-detail = It is only for those who take part in it now.
messages-people-title = New message
messages-people-search = Search for a person
messages-people-class = Class
messages-people-all = All
messages-people = People you can write to
messages-people-none = Nobody to write to yet
messages-people-none-detail = The school’s team and the parents of the class appear here as soon as the link with your child is confirmed.
messages-people-found-nothing = Nobody matches your search
messages-people-found = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
