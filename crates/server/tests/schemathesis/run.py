"""The server under Schemathesis: whatever the contract allows to be sent, and whatever it does not, is answered as
the contract says. Called with the server's address and a file of what it prints; `cargo xtask test` installs what it needs.

Somebody is signed in, and has an application, so that what is asked about somebody is reached at all."""

import os
import pathlib
import re
import subprocess
import sys
import time
import uuid

import requests

HERE = pathlib.Path(__file__).resolve().parent
# What it remembers of a run is not part of the tree.
WORK = HERE / "../../../../target/schemathesis"
# The server is run as behind a proxy with TLS: its cookie has the name that the contract gives.
ORIGIN = "https://citizen.example"
COOKIE = "__Host-session"
# Demo Jia: of the backend's demo citizens, one that may stop.
ID_NUMBER = "990000198506010034"
PASSWORD = "135790"


def sent_code(printed):
    """The SMS code that the server prints, as it does for a trial."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        codes = re.findall(r"^message to .*: (\d{6})$", pathlib.Path(printed).read_text(encoding="utf-8"), re.MULTILINE)
        if codes:
            return codes[-1]
        time.sleep(0.1)
    raise AssertionError("no message was printed")


def prepare(url, printed):
    """Signs in and applies; gives the session and the number of the application."""
    cookie = ""

    def post(path, body, **headers):
        headers |= {"Origin": ORIGIN, "X-Citizen-Csrf": "1", "Cookie": cookie}
        answer = requests.post(url + path, json=body, headers=headers, timeout=20)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer

    # The password is the second factor.
    begun = post("/v1/verifications", {"purpose": "sign_in", "id_number": ID_NUMBER}).json()
    by_code = {"method": "sms_code", "verification": begun["id"], "code": sent_code(printed)}
    signed_in = post("/v1/session", by_code)
    session = signed_in.cookies.get(COOKIE) or signed_in.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]
    cookie = f"{COOKIE}={session}"
    checked = post("/v1/applications/check", {"kind": "stop_contributions"}).json()
    assert checked["eligible"], checked
    verification = post("/v1/verifications", {"purpose": "application", "method": "password"}).json()["id"]
    post(f"/v1/verifications/{verification}/answer", {"answer": PASSWORD})
    application = {
        "kind": "stop_contributions",
        "motive": "moved",
        "effective_month": checked["effective_months"][0],
        "acknowledged": [c["code"] for c in checked["consequences"] if c["acknowledge"]],
        "verification": verification,
    }
    submitted = post("/v1/applications", application, **{"Idempotency-Key": f'"{uuid.uuid4()}"'})
    return session, submitted.json()["id"]


def main():
    url = sys.argv[1].rstrip("/")
    session, application = prepare(url, sys.argv[2])
    known = {"CITIZEN_SESSION": session, "CITIZEN_APPLICATION": application, "CITIZEN_ORIGIN": ORIGIN}
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    command = [program, "--config-file", HERE / "schemathesis.toml", "run", HERE / "../../../contract/openapi.yaml"]
    command += ["--url", url, "--no-color", *sys.argv[3:]]
    WORK.mkdir(parents=True, exist_ok=True)
    return subprocess.run(command, cwd=WORK, env=os.environ | known, check=False).returncode


sys.exit(main())
