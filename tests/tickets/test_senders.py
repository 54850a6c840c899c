from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tickets.senders import customer, is_customer, openid_of

USERIDS = st.from_regex(r"[a-z0-9][a-z0-9_.@-]{0,63}", fullmatch=True)
OPENIDS = st.from_regex(r"[A-Za-z0-9_-]{1,60}", fullmatch=True)


@given(OPENIDS)
def test_a_customer_keeps_the_case_of_the_openid(openid):
    assert is_customer(customer(openid))
    assert openid_of(customer(openid)) == openid


@given(USERIDS)
def test_no_userid_is_taken_for_a_customer(userid):
    assert not is_customer(userid)
