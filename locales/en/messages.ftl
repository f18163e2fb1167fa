### Messages: the list, a conversation, a new message.

messages-new = New message
messages-list = Conversations
messages-search = Search a name or a word
messages-found-nothing = No conversation contains “{ $words }”
messages-none = No conversations yet
messages-none-detail = The class conversation appears here as soon as the link with your child is confirmed. You can also write to one person.
messages-choose = Choose a conversation
messages-choose-detail = It opens here, where you left off.
messages-back = Back to the conversations
messages-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
messages-members-show = Show the members of { $name }
messages-members-title = Members
messages-member-you = { $name } (you)
messages-write-to = Write to { $name }
messages-write-in = Write in “{ $name }”
messages-write-class = Write to class { $class }
messages-write-here = Write a message
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
messages-left-told = You are no longer in “{ $name }”.
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
messages-beyond = Ask first
messages-beyond-ask = Ask
messages-beyond-ask-who = Ask { $name }
messages-beyond-waits = Asked
messages-beyond-detail = You share no class: this person decides whether you may write to each other.
messages-beyond-asked = Your request is on its way.
messages-beyond-address = By e-mail address or contact code
messages-edited = edited

## Groups, public rooms, office

messages-new-to = Who to write to
messages-new-one = One person
messages-new-several = A group
messages-people-take-all = Choose all { $count }
messages-people-take-away = Remove { $name }
messages-people-chosen = People chosen
messages-group-name = Name of the group
messages-group-for = What is it for?
messages-group-make = Create
messages-readers = { $count ->
    [one] { $count } person will read
   *[other] { $count } people will read
}
messages-readers-staff = { $count ->
    [one] { $count } person will read, staff only
   *[other] { $count } people will read, staff only
}
messages-readers-public = The whole school can come in and read
messages-readers-parents = { $count ->
    [one] Remove { $count } parent: this room is for staff
   *[other] Remove { $count } parents: this room is for staff
}
messages-kind = What kind
messages-kind-group = Group: everybody writes
messages-kind-announcement = Announcements: only staff writes
messages-kind-public = Public room: the whole school can join
messages-staff-only = Staff only
messages-staff-only-hint = No parent can ever come in, now or later.
messages-office-write = Write to the office
messages-office-detail = One inbox for your family; the office answers.
messages-beginning-office = You are writing to the school office. The adults of your household read too.
messages-closed = Closed
messages-closed-detail = This conversation is closed. What was written can still be read.
messages-read-only = Only the school’s staff writes here.
messages-info-show = See the details of { $name }
messages-info-back = Back to the messages
messages-info-change = Edit
messages-info-changed = Saved
messages-role-owner = Owner
messages-role-moderator = Moderator
messages-member-more = Options for { $name }
messages-make-moderator = Make a moderator
messages-make-member = No longer a moderator
messages-make-owner = Hand over the group
messages-member-remove = Remove from the group
messages-member-changed = Done for { $name }
messages-member-removed = { $name } is no longer in the group
messages-add = Add people
messages-add-these = { $count ->
    [one] Add { $count } person
   *[other] Add { $count } people
}
messages-close = Close the group
messages-reopen = Open the group again
messages-leave = Leave the group
messages-leave-sure = Leave this group?
messages-leave-detail = You will get nothing more from this group. An owner can add you again.
messages-public-title = Public rooms
messages-public-none = No public rooms yet
messages-public-none-detail = The school opens conversations for everybody here.
messages-public-joined = You are in it
messages-public-join = Join
messages-picture-choose = Choose a picture
messages-picture-change = Change the picture
messages-picture-remove = Remove the picture
messages-picture-set = The picture is in place.
messages-picture-gone = Picture removed.
messages-public-address = Address: /messages/salon/{ $slug }
messages-public-word = Word in the address
messages-public-word-hint = Small letters, digits and hyphens.
messages-note-created = { $name } created “{ $title }”
messages-note-added = { $name } added { $people }
messages-note-joined = { $name } joined
messages-note-removed = { $name } removed { $people }
messages-note-left = { $name } left
messages-note-renamed = { $name } renamed it to “{ $title }”
messages-note-pictured = { $name } changed the picture
messages-note-closed = { $name } closed the conversation
messages-note-reopened = { $name } opened the conversation again
messages-note-more = { $people } and { $count ->
    [one] { $count } other
   *[other] { $count } others
}

search-title = Search
search-open = Search this conversation
search-everywhere = Search all messages for “{ $words }”
search-field = A word, a name, a file
search-hint = Accents and capitals do not matter. Between quotation marks, words are searched in that order.
search-slash = Press / to search
search-recent = Your latest searches
search-forget = Clear these searches
search-kind = What are you looking for?
search-all = Everything
search-messages = Messages
search-people = People
search-files = Files
search-rooms = Conversations
search-filters = Filter
search-filters-off = Remove filters
search-in = Conversation
search-in-all = All my conversations
search-from = Written by
search-from-all = Everybody
search-from-chosen = The chosen person
search-after = From
search-before = Until
search-with-file = Only with a picture or a document
search-none = No results
search-none-detail = Nothing contains “{ $words }” where you may read. Try one word less, or its beginning.
search-more = Show more
search-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
messages-actions = Actions on this message
messages-reply = Reply
messages-replying = Reply to { $name }
messages-replying-self = Reply to your own message
messages-forward = Forward
messages-forwarded = Forwarded
messages-forwarded-to = Message forwarded: { $name }.
messages-copy = Copy the text
messages-copied = Text copied
messages-not-copied = Your browser did not allow copying. Select the text with your finger or the mouse.
messages-edit = Edit
messages-editing = Edit your message
messages-edits = Earlier versions
messages-receipts = Received and read by
messages-receipts-nobody = Not delivered yet.
messages-receipts-arrived = { $others ->
    [one] Delivered, not read yet.
   *[other] Delivered to { $delivered } of { $others }, not read yet.
}
messages-receipts-count = Read by { $read } of { $others }, delivered to { $delivered }.
messages-receipts-everybody = { $others ->
    [one] Read.
   *[other] Read by everyone.
}
messages-receipts-read = Have read it
messages-receipts-delivered = Have received it
messages-receipts-waiting = Not received yet
messages-receipts-hint = People who do not show what they read do not count as readers.
messages-delete = Delete
messages-quote-jump = Go to the message of { $name }
messages-a-picture = Photo
messages-a-file = Document
messages-keys = The up and down arrows go from message to message, Enter opens the actions.
messages-paper = Print or download
messages-paper-reading = { $count ->
    [one] { $count } message read so far
   *[other] { $count } messages read so far
}
messages-paper-made = Made on { $at }

## Photos and documents

messages-attach = Attach photos or documents
messages-photo = Take a photo
messages-drop = Drop here to attach to the message
messages-files = Files to send
messages-files-too-many = Ten files at most in a message. Send the others in a second one.
messages-files-go = The message goes as soon as the files are sent.
messages-files-remove-first = First remove what cannot be sent.
messages-file-waits = Waiting
messages-file-moves = { $percent }%
messages-file-remove = Remove { $name }
messages-file-keep = Download
messages-kilobytes = { $count } kB
messages-megabytes = { $count } MB
messages-picture = Photo
messages-picture-open = Enlarge { $name }
messages-picture-of = { $place } of { $count }
messages-picture-before = Previous photo
messages-picture-after = Next photo

### Calm: pins, answers, pace, recap.
calm-pins = Pinned messages
calm-pins-more = { $count ->
    [one] { $count } more pin
   *[other] { $count } more pins
}
calm-pins-less = Show the last one only
calm-pin = Pin
calm-unpin = Unpin
calm-pinned = Message pinned
calm-unpinned = Message unpinned
calm-pin-file = Photo or document
calm-privately = Reply privately
calm-is-answer = This is the answer
calm-answered = The question is marked as answered
calm-reopen = Open the question again
calm-reopened = The question is open again
calm-is-answered = Answered.
calm-to-answer = See the answer
calm-unfold = { $count ->
    [one] Show { $count } other answer
   *[other] Show { $count } other answers
}
calm-fold = Fold the other answers
calm-muted = A moderator asks you for a pause: you can write here again from { $when }.
calm-wait = You can write again in { $time }.
calm-slow-seconds = { $count ->
    [one] Slow mode: one message a second.
   *[other] Slow mode: one message every { $count } seconds.
}
calm-slow-minutes = { $count ->
    [one] Slow mode: one message a minute.
   *[other] Slow mode: one message every { $count } minutes.
}
calm-notified-at = { $name } will be notified at { $time }.
calm-recap = This week in brief
calm-recap-count = { $count ->
    [0] No messages in the last seven days.
    [one] { $count } message in the last seven days.
   *[other] { $count } messages in the last seven days.
}
calm-recap-writers = { $count ->
    [one] { $count } person wrote.
   *[other] { $count } people wrote.
}
calm-recap-open = Questions without an answer
calm-recap-answered = Answered questions
calm-slow-choice = Slow mode
calm-slow-off = Off
calm-slow-30 = 30 seconds between two messages
calm-slow-120 = 2 minutes between two messages
calm-slow-600 = 10 minutes between two messages
calm-slow-set = The pace of the conversation has changed
calm-erased-at = Messages of today will be erased on { $day }.

### Reporting, and what moderation decided.
report-title = Report this message
report-reason = Why?
report-choose = Choose…
report-insult = It insults somebody
report-harassment = It goes after somebody, again and again
report-privacy = It tells private things about a child or a family
report-rumor = It spreads a rumor
report-advertising = It is advertising
report-other = Something else
report-note = A few words, if you like
report-who-sees = The moderators of the school see this message and the five around it. Its author will never know who reported it.
report-send = Report
report-sent = Thank you, your report has been passed on
notices-title = Moderation notices
notices-detail = What was decided about your messages, and why.
notices-none = No notices
notices-none-detail = Nothing was decided about your messages.
notices-new = New
notices-in-room = In “{ $room }”
notices-in-direct = In a one-to-one conversation
notices-hidden = Your message was hidden.
notices-warned = This is a warning.
notices-muted = You cannot write in this conversation until { $when }.
notices-suspended = Your access to the school is suspended.
notices-by-school = The school explains:
notices-by-parent = A parent moderator explains:
notices-disagree = I do not agree
notices-appeal = Your appeal
notices-appeal-words = Tell the head of school why
notices-appeal-hint = One appeal for each decision. The head of school reads everything again and answers you here.
notices-appeal-send = Send the appeal
notices-appeal-sent = The head of school will look at the decision again
notices-appeal-waits = The head of school has not answered yet.
notices-appeal-upheld = The decision stays:
notices-appeal-undone = The decision is taken back:
notices-banner = Moderation has decided something about one of your messages.
notices-banner-show = Read the notice
messages-about-service = About your service
