### The announcements of the school.

announcements-detail = What the school makes known to your family.
announcements-show = Show
announcements-draft = Drafts
announcements-waiting = Waiting
announcements-published = Published
announcements-withdrawn = Withdrawn
announcements-none = Nothing yet
announcements-none-detail = When the school has something to tell you, it appears here.
announcement-new-one = New announcement
announcement-edit = Change the announcement
announcement-back = The announcement
announcement-unread = To read
announcement-pinned = Pinned
announcement-until = Until { $when }
announcement-was-until = This was possible until { $when }.
announcement-to-school = the whole school
announcement-to-parents = For parents: { $place }
announcement-to-teachers = For teachers: { $place }
announcement-to-both = For parents and teachers: { $place }
announcement-byline = { $name }, { $role } · { $when }
announcement-is-withdrawn = The school has withdrawn this announcement.
announcement-is-waiting = The head of school has still to publish this text.
announcement-is-refused = The head of school gives this text back: { $reason }
announcement-my-answer = Your answer
announcement-read-at = Read on { $when }
announcement-sign = I sign for { $child }
announcement-signed-at = Signed on { $when }
announcement-signed-by-other = Somebody has signed for this child already; you can sign too.
announcement-may-not-sign = You can read, but not answer for this child.
answer-none = No answer
answer-by-other = Answered by another guardian, or on paper.
version-language = Language
version-original = original
version-human = translated by a person
version-machine = machine translation, not checked
version-missing = Not yet translated
version-not-yet = There is no { $language } version yet. This is the original ({ $original }).
version-lang = en
edited-title = Changes
edited-line = { $when }, { $name }: { $what }
edited-text = text ({ $language })
edited-version = version added ({ $language })
edited-deadline = deadline
edited-files = files
announcement-keeping = You look after it
announcement-will-read = Will be read by { $adults ->
    [one] { $adults } adult
   *[other] { $adults } adults
}, for { $children ->
    [one] { $children } child or teacher
   *[other] { $children } children or teachers
}.
announcement-publish = Publish
announcement-now-out = Published
announcement-now-waits = The head of school will read it
announcement-refuse = Give back to its author
announcement-refuse-reason = Why?
announcement-now-refused = Given back to its author
announcement-withdraw = Withdraw
announcement-withdraw-detail = Its readers will see that it was withdrawn, and its text no more. The signatures stay for you.
announcement-now-withdrawn = The announcement is withdrawn
announcement-remove = Remove
announcement-remove-detail = Nobody has read this text. It will be lost.
announcement-now-removed = The text is removed
announcement-form-detail = Write, then see who will read it before you publish.
announcement-form-out = It is out: its readers will see what you change. Audience and questions stay.
announcement-for = For whom
announcement-for-school = The whole school
announcement-for-parents = Parents and guardians
announcement-for-teachers = Teachers
announcement-classes = Classes
announcement-texts = Texts
announcement-original = Language it is written in
announcement-version-there = Add the { $language } version
announcement-by-machine = Translated by a machine
announcement-by-machine-hint = Its readers see that. Untick it when a person has checked it.
announcement-title = Title
announcement-body = Text
announcement-question = Question { $number }
announcement-question-add = Add a yes/no question
announcement-question-remove = Remove the last one
announcement-asks = Answers
announcement-asks-signature = To be signed for each child
announcement-answer-by = Last day to answer
announcement-pin = Pin to the top
announcement-preview = Save and see who will read it
announcement-rules = Rules of the school
announcement-rules-approval = The head of school publishes the texts of teachers
announcement-rules-approval-hint = They wait until then.
announcement-rules-both = French and Dutch required
announcement-rules-both-hint = Written or checked by a person, before publishing.
announcement-rules-saved = Saved
receipts-title = Receipts
receipts-by-class = By class
receipts-table = The same numbers as a table
receipts-class = Class
receipts-total = Children
receipts-teachers = Teachers
receipts-all = All
receipts-reached = Reached
receipts-reached-only = Reached, not read
receipts-read = Read
receipts-not-read = Not read
receipts-signed = Signed
receipts-not-reached = Not reached
receipts-bar = { $read } of { $total } have read, { $reached } reached, { $missing } not reached
receipts-remind = Remind the others
receipts-remind-from = Reminder sent. The next one is possible from { $when }.
receipts-people = By family
receipts-nobody = Nobody here
receipts-no-guardian = No guardian here yet
receipts-read-at = Read · { $when }
receipts-reached-at = Received · { $when }
receipts-mailed-at = Mail · { $when }
receipts-signed-at = Signed · { $when }
receipts-answer = { $question }: { $answer }
receipts-slip-at = Slip returned · { $when }
paper-title = Slips to print
paper-detail = One slip for each child whom nobody was reached for.
paper-how = When a signed slip comes back, tick it off by its code or scan its image.
paper-make = Prepare the slips
paper-sign = Date and signature:
paper-code = Code
paper-qr = Code to scan at school
slip-return-title = Tick off a slip
slip-return-detail = Type the code of the slip that came back.
slip-return-code = Code of the slip
slip-return-tick = Tick off
slip-returned = Slip returned for “{ $title }”
announcement-open = { $count ->
    [one] { $count } answer to give
   *[other] { $count } answers to give
}
announcement-questions = { $count ->
    [one] { $count } question for each child
   *[other] { $count } questions for each child
}
receipts-reminded = { $count ->
    [one] { $count } person gets a mail
   *[other] { $count } people get a mail
}
receipts-slips = { $count ->
    [one] Print { $count } slip
   *[other] Print { $count } slips
}
paper-made = { $count ->
    [one] { $count } slip to print
   *[other] { $count } slips to print
}
announcement-files = Files
announcement-file-add = Attach pictures or documents
announcement-file-remove = Remove { $name }
