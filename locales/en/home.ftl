### Dashboard.

home-hello = Hello { $name }
home-all-messages = All messages
home-no-messages = No conversations yet
home-no-messages-detail = The conversation of the class appears here as soon as a link with your child is confirmed.
announcement-read = I have read it
announcement-answer = Read and answer
announcement-others = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
home-waiting-tab = Waiting
home-waiting-detail = The school still has to confirm.
home-waiting-code = I have received a code
home-requests-detail = Parents wait for the school
membership-tab = Registration
membership-pending = The school still has to confirm
membership-pending-detail = { $school } is checking your registration. There is nothing to do: the notebook opens as soon as that is done.
membership-refused = The school has not confirmed
membership-refused-detail = { $school } has not accepted this registration. Contact the office if you think that this is a mistake.
start-tab = To get started
start-children = Add your children
start-confirmed = Have the link with a child confirmed
start-class = Open the conversation of the class
start-phone = Fill in your mobile number
start-done = done
sel-balance-tab = My time balance
sel-balance-is = minutes, that is { $hours }
sel-meter = Balance: { $balance } minutes, between { $lowest } and { $highest }. Everybody starts with { $start }.
sel-reserved = of which { $units } minutes set aside for your proposals
sel-hours = { $hours } h
sel-hours-minutes = { $hours } h { $minutes }
sel-minutes = { $minutes } min
sel-units = { $units } minutes, that is { $hours }
sel-community = Community fund
sel-asks = { $name } asks for { $units } minutes
sel-gives = { $name } gives you { $units } minutes
sel-accept = Accept
sel-refuse = Refuse
sel-after = Afterwards: { $balance } minutes
sel-accepted-now = Done: { $units } minutes
sel-refused-now = Refused
sel-refuse-title = Refuse this proposal?
sel-reason-optional = A word of explanation
sel-home-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
sel-home-all = See my exchanges
sel-payer-limit = Limit of { $limit } units reached: { $after } minutes would be left. A unit is a minute.
sel-receiver-limit = The balance would go above { $limit } units: { $after } minutes. A unit is a minute.
