### Settings: security, second code, API access.

settings-general = General
settings-messages = Messages
settings-security = Security
settings-api = API access
security-demo = The accounts of the demo school open without a password.
password-why = Change it if somebody else knows it.
password-change = Change the password
password-current = Current password
password-others-end = Your other devices and your API access will be signed out.
password-changed = Your password is changed.
address-change = Change the address
address-change-lead = A link goes to the new address. Nothing changes before you open it.
address-new = New e-mail address
address-sent = A link is on its way to { $email }. Open it to confirm the new address.
session-end-of = Sign out { $device }
sessions-end = Sign out everywhere else
sessions-ended = Your other devices are signed out.
second-tab = Second code
second-why = A code of your phone, besides the password: your account stays yours, even if somebody guesses it.
second-school-asks = Your school asks this of its staff.
second-on = On
second-since = Since { $date }.
second-left = { $count ->
    [0] You have no recovery codes left.
    [one] You have { $count } recovery code left.
   *[other] You have { $count } recovery codes left.
}
second-manage = Manage
second-app = You need an app for codes on your phone. You may have one already, or your phone can do it by itself.
second-apps = Free and safe, for instance: Aegis, FreeOTP, Google Authenticator, or the passwords of the iPhone.
second-begin = I have an app, begin
second-scan = Scan this square with the app. On the phone itself, open the app with the button instead.
second-qr = Square to scan with the app for codes
second-open-app = Open the app
second-by-hand = Type the secret by hand
second-by-hand-detail = In the app choose “enter a key”, then copy these letters.
second-confirm = Code that the app shows now
second-confirm-action = Turn on
second-turn-off = Turn the second code off
second-turn-off-title = Turn the second code off?
second-turn-off-detail = The password alone will be enough to enter, and the recovery codes stop working.
second-is-off = The second code is off.
recovery-tab = Recovery codes
recovery-lead = The second code is on. Keep these codes in a safe place, away from your phone: each lets you in once if you lose it. They are shown only here, now.
recovery-of = Recovery codes of { $email }, { $date }
recovery-file = ecolehub-recovery-codes.txt
recovery-kept = I have kept them
recovery-renew = Make new codes
recovery-renew-lead = New codes take the place of those from before.
tokens-tab = Access keys
tokens-lead = A key lets a program act in your name, without your password. Give it as little as possible.
tokens-documents = Manual for programs:
tokens-none = No keys
tokens-none-detail = Most families never need one.
token-make = Make a key
token-name = Name
token-name-hint = What it is for, for instance “Calendar at home”.
token-scopes = What it may do
token-life = How long
token-days = { $count ->
    [365] A year
   *[other] { $count } days
}
token-made = This is the key, until { $date }. Copy it now: it will not be shown again.
secret-kept = Noted
token-until = Until { $date }.
token-used = Last used: { $when }.
token-never-used = Never used.
token-revoke = Revoke
token-revoke-of = Revoke { $name }
token-revoke-title = Revoke this key?
token-revoke-detail = The program that uses “{ $name }” stops at once.
token-revoked = The key does not work any more.
scope-profile-read = Read my profile
scope-profile-write = Change my profile
scope-children-read = See my children
scope-children-write = Add and remove my children
scope-messages-read = Read my conversations
scope-messages-write = Write messages
scope-announcements-read = Read the announcements for me
scope-announcements-write = Confirm, sign and write announcements
scope-sel-read = See my SEL account and what moves on it
scope-sel-write = Propose and accept SEL exchanges
scope-admin-read = See what the school office sees
scope-admin-write = Act for the school office
security-ways-tab = Sign-in details
