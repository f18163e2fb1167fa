### What hangs on a message: reactions, mentions, polls; and what leaves later.

messages-emoji-search = Find an emoji
messages-emoji-none = No emoji for that word
messages-emoji-found = { $count ->
    [one] { $count } emoji
   *[other] { $count } emoji
}
messages-react = React
messages-react-with = React with { $emoji }
messages-react-more = Other emoji
messages-reactions = Reactions
messages-reactions-who = Who?
messages-reaction = { $emoji } { $count }: { $count ->
    [one] { $count } person
   *[other] { $count } people
}
messages-reaction-with-me = { $emoji } { $count }: { $count ->
    [one] you
   *[other] { $count } people, you too
}

messages-mention = People to speak to
messages-mention-class = class
messages-mention-all = everyone
messages-mention-all-detail = Everybody here
messages-mention-found = { $count ->
    [one] { $count } person suggested
   *[other] { $count } people suggested
}

messages-more-ways = Other ways to write
messages-way-emoji = Add an emoji
messages-way-poll = Make a poll
messages-way-later = Send later
messages-marks = Formatting
messages-marks-bold = bold
messages-marks-italic = italic
messages-marks-strike = struck
messages-marks-quote = quote
messages-marks-list = list

messages-poll = Poll
messages-poll-question = Question
messages-poll-option = Answer { $number }
messages-poll-add = Add an answer
messages-poll-several = Several answers possible
messages-poll-anonymous = Anonymous: nobody sees who chose what
messages-poll-closes = Closes
messages-poll-open = When I close it
messages-poll-day = In a day
messages-poll-three-days = In three days
messages-poll-week = In a week
messages-poll-incomplete = Write a question and at least two different answers.
messages-poll-send = Send the poll
messages-poll-one-kind = One answer
messages-poll-several-kind = Several answers possible
messages-poll-anonymous-kind = anonymous
messages-poll-voters = { $count ->
    [0] Nobody has voted yet
    [one] { $count } person has voted
   *[other] { $count } people have voted
}
messages-poll-closed = Poll closed
messages-poll-until = Until { $when }
messages-poll-votes = Who voted?
messages-poll-close = Close the poll
messages-poll-answer = { $text }: { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}

messages-later-waiting = { $count ->
    [one] { $count } scheduled message
   *[other] { $count } scheduled messages
}
messages-later-refused = { $count ->
    [one] { $count } message could not be sent
   *[other] { $count } messages could not be sent
}
messages-later-title = Scheduled messages
messages-later-none = No message is waiting.
messages-later-nothing = Write your message first, then choose when it leaves.
messages-later-files = Files cannot leave later: send them now, or take them off to choose a time.
messages-later-hint = It leaves at that time, even if your phone is off. Until then you can change it or cancel it.
messages-later-day = Day
messages-later-time = Time
messages-later-choose = Send at that time
messages-later-move = Change the time
messages-later-cancel = Do not send
messages-later-tomorrow = tomorrow
messages-later-when = { $day } at { $time }
messages-later-done = Your message leaves { $when }.
