import socket

import pytest
from django.core.management import CommandError

from policies.management.commands.run import chosen_port, refuse_taken


@pytest.mark.parametrize(("value", "port"), [("", 8000), ("8001", 8001), ("65535", 65535)])
def test_the_port_is_chosen_by_the_environment(monkeypatch, value, port):
    monkeypatch.setenv("PORT", value)
    assert chosen_port() == port


@pytest.mark.parametrize("value", ["0", "65536", "-1", "http", "８０００"])
def test_what_is_no_port_is_refused_by_its_value(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(CommandError) as refusal:
        chosen_port()
    assert str(refusal.value) == f"PORT is {value!r}; write a number from 1 to 65535, such as PORT=8001."


def test_a_port_in_use_is_refused_with_another_to_take():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError) as refusal:
            refuse_taken("127.0.0.1", port)
    mend = f"PORT={port + 1} python3 manage.py run"
    assert str(refusal.value) == f"Port {port} is in use: stop what uses it, or choose another: {mend}"


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(CommandError, match=r"^Cannot listen on 192\.0\.2\.1:8000 \(.+\): choose another"):
        refuse_taken("192.0.2.1", 8000)


def test_a_free_port_is_left_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert refuse_taken("127.0.0.1", port) is None
    with socket.create_server(("127.0.0.1", port)) as server:
        assert server.getsockname()[1] == port
