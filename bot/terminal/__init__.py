"""The second front end: several members in one terminal, without a token; and transcripts, which are the same thing."""
