from nlp.spans import Claims, Taken


def test_what_is_claimed_is_no_longer_free() -> None:
    claims = Claims(10)
    claims.claim(Taken.PHONE, 2, 5)
    assert claims.free(0, 2)
    assert not claims.free(4, 7)
    assert claims.free(5, 10)


def test_claims_are_kept_by_kind_in_the_order_they_were_made() -> None:
    claims = Claims(10)
    claims.claim(Taken.PHONE, 5, 8)
    claims.claim(Taken.ORDER, 8, 9)
    claims.claim(Taken.PHONE, 0, 3)
    assert [(start, end) for _, start, end in claims.of(Taken.PHONE)] == [(5, 8), (0, 3)]


def test_claimed_characters_are_blanked_and_offsets_stay() -> None:
    claims = Claims(6)
    claims.claim(Taken.PHONE, 2, 4)
    claims.claim(Taken.SPEAKER, 0, 1)
    assert claims.blank("abcdef", filler="_") == "_b__ef"
    assert claims.blank("abcdef", filler="_", but=Taken.SPEAKER) == "ab__ef"
