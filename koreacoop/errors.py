"""The one family of exceptions: what cannot be done, said in one line."""


class KoreacoopError(Exception):
    """Something that the user can mend; its text is one clear line that says what and where."""


class StoreError(KoreacoopError):
    """A fact pack that cannot be read."""


class InputError(KoreacoopError):
    """Claims or options that cannot be used."""
