"""A parent registers, confirms the address with the link of the mail, adds a child with its code, and writes to the class.

    pip install openapi-python-client
    openapi-python-client generate --path ../../openapi/openapi.json --output-path generated
    PYTHONPATH=generated python main.py http://localhost:8000 ../../mail
"""

import re
import sys
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import uuid4

from ecole_hub_client import AuthenticatedClient, Client
from ecole_hub_client.api.accounts import login, register, verify_email
from ecole_hub_client.api.families import add_child
from ecole_hub_client.api.instance import show_demo
from ecole_hub_client.api.messaging import list_conversations, list_messages, send_message
from ecole_hub_client.models import Credentials, NewAccount, NewChild, NewMessage, Problem, Verification

PASSWORD = "quatre moutons verts"


def must(answer):
    """The answer; a problem ends the program with its stable code and the id that the school may ask for."""
    if answer is None or isinstance(answer, Problem):
        sys.exit(f"{answer.code.value} ({answer.instance}): {answer.detail or answer.title}" if answer else "no answer")
    return answer


def token_mailed_to(address: str, mailbox: Path) -> str:
    """The token of the link that a server without a mail server has put into its folder of mails."""
    for _ in range(100):
        for mail in mailbox.glob(f"*-{address}.eml"):
            text = message_from_bytes(mail.read_bytes(), policy=default).get_content()
            if found := re.search(r"token=([\w-]+)", text):
                return found[1]
        time.sleep(0.1)
    sys.exit(f"no mail to {address} in {mailbox}")


def main(server: str = "http://localhost:8000", mailbox: str = "../../mail") -> None:
    """From nothing to a message."""
    email = f"python-{time.time_ns()}@example.be"
    guest = Client(base_url=f"{server}/api/v1")

    # the demo school tells how to join it; at a real school this is on a slip of paper
    demo = must(show_demo.sync(client=guest))
    if not demo.child_codes:
        sys.exit("every code is used: `just demo --reset` begins anew")
    account = NewAccount(email=email, password=PASSWORD, first_name="Py", last_name="Thon", code=demo.registration_code)
    must(register.sync(client=guest, body=account))
    token = token_mailed_to(email, Path(mailbox))
    must(verify_email.sync(client=guest, body=Verification(token=token, password=PASSWORD)))

    # from here on every call carries the access token; it lives ten minutes, and POST /refresh gives the next one
    session = must(login.sync(client=guest, body=Credentials(email=email, password=PASSWORD)))
    parent = AuthenticatedClient(base_url=f"{server}/api/v1", token=session.access_token)

    must(add_child.sync(client=parent, body=NewChild(code=demo.child_codes[0].code)))
    rooms = must(list_conversations.sync(client=parent)).items
    room = next(room for room in rooms if room.kind.value == "class")

    # the number makes it safe to send again when no answer came: the message is there once
    message = NewMessage(content="Bonjour de Python !", client_msg_id=uuid4())
    sent = must(send_message.sync(room.id, client=parent, body=message))
    history = must(list_messages.sync(room.id, client=parent, limit=10))
    read = next(message for message in history.items if message.id == sent.id)
    print(f"{room.class_.name}, place {read.seq}: {read.content}")


if __name__ == "__main__":
    main(*sys.argv[1:])
