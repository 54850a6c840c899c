from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tickets.senders import customer, customer_id_of, is_customer, known_customer, openid_of

USERIDS = st.from_regex(r"[a-z0-9][a-z0-9_.@-]{0,63}", fullmatch=True)
OPENIDS = st.from_regex(r"[A-Za-z0-9_-]{1,60}", fullmatch=True)


@given(OPENIDS)
def test_a_customer_keeps_the_case_of_the_openid(openid):
    assert is_customer(customer(openid))
    assert openid_of(customer(openid)) == openid
    assert customer_id_of(customer(openid)) is None


@given(st.integers(min_value=1))
def test_a_known_customer_keeps_the_id(customer_id):
    assert is_customer(known_customer(customer_id))
    assert customer_id_of(known_customer(customer_id)) == customer_id


@given(USERIDS)
def test_no_userid_is_taken_for_a_customer(userid):
    assert not is_customer(userid)
    assert customer_id_of(userid) is None
