### The frame of the application: navigation, actions, states.

nav-label = Main navigation
nav-skip = Skip to content
nav-home = Home
nav-messages = Messages
nav-announcements = Announcements
nav-profile = Profile
nav-settings = Settings
nav-school = School
nav-reports = Reports
nav-more = More
nav-account = My account
nav-office = School
nav-unread = { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
nav-requests = { $count ->
    [one] { $count } request waits for an answer
   *[other] { $count } requests wait for an answer
}
nav-waiting = { $count ->
    [one] { $count } thing waits for you
   *[other] { $count } things wait for you
}
nav-notices = Moderation notices
more-announcements = What the school makes known
more-reports = What parents of your class have reported
more-school = Requests, children and codes
more-notices = What was decided about your messages
more-settings = Language, appearance, security, API access
action-back = Back
action-cancel = Cancel
action-close = Close
action-later = Later
action-next = Continue
action-retry = Try again
action-save = Save
action-undo = Undo
loading = Loading
list-and = and
steps-label = Step { $now } of { $count }
date-today = Today
date-yesterday = Yesterday
offline = Offline since { $time }. What is on the page stays readable.
error-title = This could not be shown
error-request = Code to give to the school:
not-found-title = This page is not in the notebook
not-found-detail = It may have been removed, or there is a typing error in the address. It happens to the best pupils.
not-found-home = Back to the home page
language-label = Language
theme-label = Appearance
theme-system = Device
theme-light = Light
theme-dark = Dark
update-ready = A new version of EcoleHub is ready.
update-reload = Reload
action-change = Change
action-print = Print
action-download = Download
answer-yes = Yes
answer-no = No
copy-action = Copy
copy-done = Copied.
copy-failed = Copying is not allowed here. Select the text.
suspended-title = Your access is suspended
suspended-detail = { $school } has paused your access. Talk to the school office: nothing is erased.
suspended-why = See why and answer
second-first-title = One small thing first
second-first-detail = { $school } protects the data of the children with a second code: a code of your phone, besides the password. It takes two minutes.
second-turn-on = Turn the second code on
announcement-new = New announcement from the school
list-more = Show more
list-download = Download (CSV)
nav-exchange = Time bank
exchange-moved = Time bank minutes have changed hands.
exchange-waiting = A time bank proposal waits for you.
