"""Every statement of the store: one SQL for SQLite and PostgreSQL, parameters numbered ?1, ?2, … and always bound.

Guild is ?1 wherever there is one. PostgreSQL reads ?1 as $1. `had` counts rounds that were answered right.
"""

# The schema.

CREATE_MIGRATIONS = """
CREATE TABLE migrations (number BIGINT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (number))
"""

MIGRATIONS = "SELECT number, name, checksum FROM migrations ORDER BY number"

ADD_MIGRATION = "INSERT INTO migrations (number, name, checksum) VALUES (?1, ?2, ?3)"

# Sessions.

BEGIN_SESSION = """
INSERT INTO sessions (guild, id, room, open, format, started, plan, state) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
ON CONFLICT DO NOTHING
RETURNING id
"""

OPEN_IN_ROOM = "SELECT id FROM sessions WHERE guild = ?1 AND room = ?2 AND open = 1"

SAVE_SESSION = "UPDATE sessions SET format = ?3, state = ?4 WHERE guild = ?1 AND id = ?2 AND open = 1"

CLOSE_SESSION = (
    "UPDATE sessions SET open = 0, plan = '', state = '' WHERE guild = ?1 AND id = ?2 AND open = 1"
)

OPEN_SESSIONS = """
SELECT guild, id, format, plan, state FROM sessions WHERE open = 1 ORDER BY started, guild, id
"""

# Who wants nothing kept is passed over by each statement that keeps something about a player.

ADD_ATTEMPT = """
INSERT INTO attempts (guild, id, session, number, room, item, player, kind, reason, at, text)
SELECT ?1, CAST(?2 AS BIGINT), ?3, CAST(?4 AS BIGINT), ?5, ?6, ?7, ?8, ?9, CAST(?10 AS BIGINT), ?11
WHERE NOT EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?7 AND consent = 'off')
ON CONFLICT DO NOTHING
"""

ADD_AWARD = """
INSERT INTO awards (
    guild, source, number, player, session, room, item, pack, topic, points, had, asked, rounds, knew, taken, at
)
SELECT ?1, ?2, CAST(?3 AS BIGINT), ?4, ?5, ?6, ?7, ?8, ?9, CAST(?10 AS BIGINT), CAST(?11 AS BIGINT),
    CAST(?12 AS BIGINT), CAST(?13 AS BIGINT), CAST(?14 AS BIGINT), 0, CAST(?15 AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?4 AND consent = 'off')
ON CONFLICT DO NOTHING
RETURNING at
"""

# A right answer that was said in time and delivered late: the round had been counted as not known.
RAISE_AWARD = """
UPDATE awards SET points = ?5, had = asked, knew = 1
WHERE guild = ?1 AND source = ?2 AND number = ?3 AND player = ?4 AND knew = 0 AND taken = 0
RETURNING at, had
"""

ADD_SUMS = """
INSERT INTO sums (guild, topic, bucket, player, pack, points, had, asked, rounds)
SELECT ?1, scopes.topic, buckets.bucket, ?2, scopes.pack, CAST(?6 AS BIGINT), CAST(?7 AS BIGINT), CAST(?8 AS BIGINT),
    CAST(?9 AS BIGINT)
FROM (SELECT '' AS topic, '' AS pack UNION SELECT '', ?4 UNION SELECT ?5, ?4) AS scopes,
    (SELECT -1 AS bucket UNION ALL SELECT CAST(?3 AS BIGINT)) AS buckets
WHERE 1 = 1
ON CONFLICT (guild, topic, bucket, player, pack) DO UPDATE SET
    points = sums.points + excluded.points, had = sums.had + excluded.had,
    asked = sums.asked + excluded.asked, rounds = sums.rounds + excluded.rounds
"""

# A step that is kept twice is counted once; the group's late right answer makes a missed item a known one.
ADD_SEEN = """
INSERT INTO seen (guild, room, item, times, last, missed, session, number) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
ON CONFLICT (guild, room, item) DO UPDATE SET
    times = seen.times + 1, last = excluded.last, missed = excluded.missed,
    session = excluded.session, number = excluded.number
WHERE seen.session <> excluded.session OR seen.number < excluded.number
"""

UNMISS = (
    "UPDATE seen SET missed = 0 WHERE guild = ?1 AND room = ?2 AND item = ?3 AND session = ?4 AND number = ?5"
)

SEEN = "SELECT item, times, last, missed FROM seen WHERE guild = ?1 AND room = ?2"

ATTEMPTS = """
SELECT player, text, kind FROM attempts
WHERE guild = ?1 AND session = ?2 AND number = ?3 AND text <> ''
ORDER BY at, id
"""

# People.

KEEP_NAME = """
INSERT INTO names (guild, player, name)
SELECT ?1, ?2, ?3
WHERE NOT EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?2 AND consent = 'off')
ON CONFLICT (guild, player) DO UPDATE SET name = excluded.name
"""

NAMES = """
SELECT player, name FROM names
WHERE guild = ?1 AND player IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
"""

CONSENTS = "SELECT guild, player, consent FROM consents"

CONSENT = "SELECT consent FROM consents WHERE guild = ?1 AND player = ?2"

PUT_CONSENT = """
INSERT INTO consents (guild, player, consent) VALUES (?1, ?2, ?3)
ON CONFLICT (guild, player) DO UPDATE SET consent = excluded.consent
"""

DROP_CONSENT = "DELETE FROM consents WHERE guild = ?1 AND player = ?2"

# Settings.

SETTINGS = "SELECT guild, room, name, value FROM settings"

PUT_SETTING = """
INSERT INTO settings (guild, room, name, value) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (guild, room, name) DO UPDATE SET value = excluded.value
"""

DROP_SETTING = "DELETE FROM settings WHERE guild = ?1 AND room = ?2 AND name = ?3"

# Rulings.

PUT_RULING = """
INSERT INTO rulings (guild, item, answer, accepted, by_player, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (guild, item, answer) DO UPDATE SET
    accepted = excluded.accepted, by_player = excluded.by_player, at = excluded.at
"""

RULINGS = "SELECT guild, item, answer, accepted FROM rulings ORDER BY guild, item, answer"

# Look-ups that found nothing.

ADD_MISS = """
INSERT INTO misses (guild, folded, times) VALUES (?1, ?2, 1)
ON CONFLICT (guild, folded) DO UPDATE SET times = misses.times + 1
"""

MOST_MISSED = "SELECT folded, times FROM misses WHERE guild = ?1 ORDER BY times DESC, folded LIMIT ?2"

# Housekeeping.

BEAT = "UPDATE pulse SET beats = beats + 1"
