"""Every statement of the store: one SQL for SQLite and PostgreSQL, parameters numbered ?1, ?2, … and always bound.

Guild is ?1 wherever there is one, and the first of each line where a statement takes many. PostgreSQL reads ?1 as $1.
`had` counts rounds that were answered right. Conditions that are always true, as `at >= 0`, lead SQLite, which has no
statistics, to the index of a player: it would read the whole guild instead. A test looks at the plans.
"""

MANY = 64
"""Lines of values that one statement takes where there are many; where there are fewer, the last fills up."""


def _of_many(statement: str, columns: str, numbers: str = "") -> str:
    """Return a statement whose WITH made is a table of many lines of values, with those columns.

    `numbers` are the columns that hold such: PostgreSQL has to be told.
    """
    names = columns.split(", ")

    def line(first: int) -> str:
        places = (
            f"CAST(?{place} AS BIGINT)" if name in numbers.split() else f"?{place}"
            for place, name in enumerate(names, first)
        )
        return f"({', '.join(places)})"

    lines = ", ".join(line(1 + row * len(names)) for row in range(MANY))
    return statement.replace("WITH made", f"WITH made ({columns}) AS (VALUES {lines})")


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

# A snapshot that was let go of does not come back.
SAVE_SESSION = "UPDATE sessions SET format = ?3, state = ?4 WHERE guild = ?1 AND id = ?2 AND plan <> ''"

SAVE_ROUND = """
INSERT INTO rounds (guild, session, number, state) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (guild, session, number) DO UPDATE SET state = excluded.state
"""

CLOSE_SESSION = "UPDATE sessions SET open = 0 WHERE guild = ?1 AND id = ?2 AND open = 1"

SESSION = "SELECT format, plan, state FROM sessions WHERE guild = ?1 AND id = ?2 AND plan <> ''"

OPEN_SESSIONS = """
SELECT guild, id, format, plan, state FROM sessions WHERE open = 1 ORDER BY started, guild, id
"""

OPEN_ROUNDS = """
SELECT rounds.guild, rounds.session, rounds.state
FROM sessions CROSS JOIN rounds
WHERE sessions.open = 1 AND rounds.guild = sessions.guild AND rounds.session = sessions.id
ORDER BY rounds.guild, rounds.session, rounds.number
"""

ROUNDS = "SELECT state FROM rounds WHERE guild = ?1 AND session = ?2 ORDER BY number"

# Who wants nothing kept is passed over by each statement that keeps something about a player.

ADD_ATTEMPT = """
INSERT INTO attempts (guild, id, session, number, room, item, player, kind, reason, at, text)
SELECT ?1, CAST(?2 AS BIGINT), ?3, CAST(?4 AS BIGINT), ?5, ?6, ?7, ?8, ?9, CAST(?10 AS BIGINT), ?11
WHERE NOT EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?7 AND consent = 'off')
ON CONFLICT DO NOTHING
"""

# Each statement is a journey, or a change of threads, which under much chat costs more than what it does.
ADD_ATTEMPTS = _of_many(
    """
INSERT INTO attempts (guild, id, session, number, room, item, player, kind, reason, at, text)
WITH made
SELECT guild, id, session, number, room, item, player, kind, reason, at, text FROM made
WHERE NOT EXISTS (
    SELECT 1 FROM consents
    WHERE consents.guild = made.guild AND consents.player = made.player AND consents.consent = 'off'
)
ON CONFLICT DO NOTHING
""",
    "guild, id, session, number, room, item, player, kind, reason, at, text",
    numbers="id number at",
)

ADD_AWARD = """
INSERT INTO awards (
    guild, source, number, player, session, room, item, pack, topic, points, had, asked, rounds, knew, at
)
SELECT ?1, ?2, CAST(?3 AS BIGINT), ?4, ?5, ?6, ?7, ?8, ?9, CAST(?10 AS BIGINT), CAST(?11 AS BIGINT),
    CAST(?12 AS BIGINT), CAST(?13 AS BIGINT), CAST(?14 AS BIGINT), CAST(?15 AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?4 AND consent = 'off')
ON CONFLICT DO NOTHING
RETURNING at
"""

# What a player had of a round is decided again, by a right answer that was delivered late or by a ruling: from ?7
# points and ?8, whether it was known, to ?5 and ?6. Whatever is not so any more was changed already, or taken back.
CHANGE_AWARD = """
UPDATE awards SET points = ?5, had = asked * CAST(?6 AS BIGINT), knew = ?6
WHERE guild = ?1 AND source = ?2 AND number = ?3 AND player = ?4 AND points = ?7 AND knew = ?8
RETURNING at, asked
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

# All that a step of a session leaves behind, in one journey: the statements above as PostgreSQL alone can join them.
# ?6, ?7, ?8 and ?9 are lists of attempts, awards, looks and rounds in JSON.
RECORD_AT_ONCE = """
WITH saved AS (
    UPDATE sessions SET format = ?3, state = ?4 WHERE guild = ?1 AND id = ?2 AND plan <> ''
), gone_on AS (
    INSERT INTO rounds (guild, session, number, state)
    SELECT ?1, ?2, number, state FROM json_to_recordset(CAST(?9 AS JSON)) AS round (number BIGINT, state TEXT)
    ON CONFLICT (guild, session, number) DO UPDATE SET state = excluded.state
), off AS (
    SELECT player FROM consents WHERE guild = ?1 AND consent = 'off'
), tried AS (
    INSERT INTO attempts (guild, id, session, number, room, item, player, kind, reason, at, text)
    SELECT ?1, id, ?2, number, ?5, item, player, kind, reason, at, text
    FROM json_to_recordset(CAST(?6 AS JSON)) AS made (
        id BIGINT, number BIGINT, item TEXT, player TEXT, kind TEXT, reason TEXT, at BIGINT, text TEXT
    )
    WHERE player NOT IN (SELECT player FROM off)
    ON CONFLICT DO NOTHING
), lines AS (
    SELECT * FROM json_to_recordset(CAST(?7 AS JSON)) AS line (
        source TEXT, number BIGINT, player TEXT, item TEXT, pack TEXT, topic TEXT, points BIGINT, had BIGINT,
        asked BIGINT, rounds BIGINT, knew BIGINT, at BIGINT, again BOOLEAN, was_points BIGINT, was_knew BIGINT
    )
), changed AS (
    UPDATE awards SET points = lines.points, had = awards.asked * lines.knew, knew = lines.knew
    FROM lines
    WHERE lines.again AND awards.guild = ?1 AND awards.source = lines.source AND awards.number = lines.number
        AND awards.player = lines.player AND awards.points = lines.was_points AND awards.knew = lines.was_knew
    RETURNING awards.player, awards.pack, awards.topic, lines.points - lines.was_points AS points,
        awards.asked * (lines.knew - lines.was_knew) AS had, 0 AS asked, 0 AS rounds, awards.at
), added AS (
    INSERT INTO awards (
        guild, source, number, player, session, room, item, pack, topic, points, had, asked, rounds, knew, at
    )
    SELECT ?1, source, number, player, ?2, ?5, item, pack, topic, points, had, asked, rounds, knew, at
    FROM lines
    WHERE player NOT IN (SELECT player FROM off) AND NOT (again AND knew = 0)
    ON CONFLICT DO NOTHING
    RETURNING player, pack, topic, points, had, asked, rounds, at
), news AS (
    SELECT * FROM changed UNION ALL SELECT * FROM added
), summed AS (
    INSERT INTO sums (guild, topic, bucket, player, pack, points, had, asked, rounds)
    SELECT ?1,
        CASE scopes.scope WHEN 2 THEN news.topic ELSE '' END,
        CASE spans.span WHEN 0 THEN -1 ELSE news.at / 900000000 END,
        news.player,
        CASE scopes.scope WHEN 0 THEN '' ELSE news.pack END,
        SUM(news.points), SUM(news.had), SUM(news.asked), SUM(news.rounds)
    FROM news
    CROSS JOIN (SELECT 0 AS scope UNION ALL SELECT 1 UNION ALL SELECT 2) AS scopes
    CROSS JOIN (SELECT 0 AS span UNION ALL SELECT 1) AS spans
    WHERE scopes.scope = 0 OR (scopes.scope = 1 AND news.pack <> '') OR (scopes.scope = 2 AND news.topic <> '')
    GROUP BY 2, 3, 4, 5
    ORDER BY 2, 3, 4, 5
    ON CONFLICT (guild, topic, bucket, player, pack) DO UPDATE SET
        points = sums.points + excluded.points, had = sums.had + excluded.had,
        asked = sums.asked + excluded.asked, rounds = sums.rounds + excluded.rounds
), looks AS (
    SELECT * FROM json_to_recordset(CAST(?8 AS JSON)) AS look (
        item TEXT, number BIGINT, missed BIGINT, at BIGINT, late BOOLEAN
    )
), looked AS (
    INSERT INTO seen (guild, room, item, times, last, missed, session, number)
    SELECT ?1, ?5, item, 1, at, missed, ?2, number FROM looks WHERE NOT late
    ON CONFLICT (guild, room, item) DO UPDATE SET
        times = seen.times + 1, last = excluded.last, missed = excluded.missed,
        session = excluded.session, number = excluded.number
    WHERE seen.session <> excluded.session OR seen.number < excluded.number
)
UPDATE seen SET missed = 0
FROM looks
WHERE looks.late AND seen.guild = ?1 AND seen.room = ?5 AND seen.item = looks.item AND seen.session = ?2
    AND seen.number = looks.number
"""

SEEN = "SELECT item, times, last, missed FROM seen WHERE guild = ?1 AND room = ?2"

ATTEMPTS = """
SELECT player, text, kind FROM attempts
WHERE guild = ?1 AND session = ?2 AND number = ?3 AND at >= 0 AND text <> ''
ORDER BY at, id
"""

# People.

KEEP_NAME = """
INSERT INTO names (guild, player, name)
SELECT ?1, ?2, ?3
WHERE NOT EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?2 AND consent = 'off')
ON CONFLICT (guild, player) DO UPDATE SET name = excluded.name
"""

KEEP_NAMES = _of_many(
    """
INSERT INTO names (guild, player, name)
WITH made
SELECT DISTINCT guild, player, name FROM made
WHERE NOT EXISTS (
    SELECT 1 FROM consents
    WHERE consents.guild = made.guild AND consents.player = made.player AND consents.consent = 'off'
)
ON CONFLICT (guild, player) DO UPDATE SET name = excluded.name
""",
    "guild, player, name",
)

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

# Erasing: what holds others' ranks goes over to an anonymous player, ?3; the rest goes.

HAS_TRACES = """
SELECT player FROM awards WHERE guild = ?1 AND player = ?2 AND at >= 0
UNION SELECT player FROM daily_answers WHERE guild = ?1 AND player = ?2
UNION SELECT player FROM audit WHERE guild = ?1 AND player = ?2
UNION SELECT by_player FROM audit WHERE guild = ?1 AND by_player = ?2
UNION SELECT by_player FROM rulings WHERE guild = ?1 AND by_player = ?2
UNION SELECT by_player FROM schedules WHERE guild = ?1 AND by_player = ?2
"""

ERASE = (
    "DELETE FROM names WHERE guild = ?1 AND player = ?2",
    "DELETE FROM attempts WHERE guild = ?1 AND player = ?2 AND id >= 0",
)

ANONYMISE = (
    """
    INSERT INTO consents (guild, player, consent)
    SELECT guild, ?3, 'unlisted' FROM consents WHERE guild = ?1 AND player = ?2
    """,
    "UPDATE awards SET player = ?3 WHERE guild = ?1 AND player = ?2 AND at >= 0",
    "UPDATE sums SET player = ?3 WHERE guild = ?1 AND player = ?2 AND bucket >= -1",
    "UPDATE daily_answers SET player = ?3 WHERE guild = ?1 AND player = ?2",
    "UPDATE audit SET player = ?3, detail = '' WHERE guild = ?1 AND player = ?2",
    "UPDATE audit SET by_player = ?3 WHERE guild = ?1 AND by_player = ?2",
    "UPDATE rulings SET by_player = ?3 WHERE guild = ?1 AND by_player = ?2",
    "UPDATE schedules SET by_player = ?3 WHERE guild = ?1 AND by_player = ?2",
)

# Sessions that are over and may name a player; LIKE may find too many.
SNAPSHOTS_OF = """
SELECT id, format, plan, state FROM sessions
WHERE guild = ?1 AND open = 0 AND plan <> '' AND (
    state LIKE '%' || ?2 || '%' OR EXISTS (
        SELECT 1 FROM rounds
        WHERE rounds.guild = ?1 AND rounds.session = sessions.id AND rounds.state LIKE '%' || ?2 || '%'
    )
)
"""

ATTEMPTS_OF = """
SELECT id, session, number, room, item, kind, reason, at, text FROM attempts
WHERE guild = ?1 AND player = ?2 AND id >= 0 ORDER BY id
"""

AWARDS_OF = """
SELECT session, source, number, room, item, points, had, asked, at FROM awards
WHERE guild = ?1 AND player = ?2 AND at >= 0 ORDER BY at, source, number
"""

DAILY_ANSWERS_OF = "SELECT day, had FROM daily_answers WHERE guild = ?1 AND player = ?2 ORDER BY day"

AUDIT_OF = """
SELECT at, by_player, what, player, points, detail FROM audit
WHERE guild = ?1 AND (player = ?2 OR by_player = ?2) ORDER BY number
"""

RULINGS_BY = (
    "SELECT item, answer, accepted, at FROM rulings WHERE guild = ?1 AND by_player = ?2 ORDER BY item, answer"
)

SCHEDULES_BY = "SELECT id, room, at, topic FROM schedules WHERE guild = ?1 AND by_player = ?2 ORDER BY id"

# Boards. Who is in consents is on no board but sees their own line; a topic without a pack is that of all packs.

BOARD = """
WITH played AS (
    SELECT player, CAST(SUM(points) AS BIGINT) AS points, CAST(SUM(had) AS BIGINT) AS had,
        CAST(SUM(asked) AS BIGINT) AS asked, CAST(SUM(rounds) AS BIGINT) AS rounds
    FROM sums
    WHERE guild = ?1 AND topic = ?2 AND (pack = ?3 OR (?3 = '' AND ?2 <> '')) AND bucket >= ?4 AND bucket < ?5
    GROUP BY player
), before AS (
    SELECT player, CAST(SUM(points) AS BIGINT) AS points
    FROM sums
    WHERE guild = ?1 AND topic = ?2 AND (pack = ?3 OR (?3 = '' AND ?2 <> '')) AND bucket >= ?6 AND bucket < ?7
    GROUP BY player
), valued AS (
    SELECT played.player, played.points, played.had, played.asked,
        CASE WHEN consents.player IS NULL THEN 1 ELSE 0 END AS listed,
        CASE ?8
            WHEN 'percent' THEN (200 * played.had + played.asked) / (2 * played.asked)
            WHEN 'improved' THEN played.points - COALESCE(before.points, 0)
            ELSE played.points
        END AS value
    FROM played
    LEFT JOIN before ON before.player = played.player
    LEFT JOIN consents ON consents.guild = ?1 AND consents.player = played.player
    WHERE (played.rounds <> 0 OR played.points <> 0)
        AND (?8 <> 'percent' OR (played.asked > 0 AND played.asked >= ?9))
        AND (consents.player IS NULL OR played.player = ?10)
), ranked AS (
    SELECT player, points, had, asked, value, listed,
        COALESCE(SUM(listed) OVER (
            ORDER BY value DESC GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) + 1 AS place,
        SUM(listed) OVER (ORDER BY value DESC, points DESC, player ROWS UNBOUNDED PRECEDING) AS line,
        SUM(listed) OVER () AS total
    FROM valued
)
SELECT CAST(ranked.place AS BIGINT), ranked.player, COALESCE(names.name, ''), ranked.points, ranked.had, ranked.asked,
    ranked.value, ranked.listed, CAST(ranked.line AS BIGINT), CAST(ranked.total AS BIGINT)
FROM ranked
LEFT JOIN names ON names.guild = ?1 AND names.player = ranked.player
WHERE ranked.line = 1 OR ranked.player = ?10
    OR (ranked.line > CAST(?11 AS BIGINT) AND ranked.line <= CAST(?11 AS BIGINT) + CAST(?12 AS BIGINT))
ORDER BY ranked.line, ranked.player
"""

TOTALS = """
SELECT pack, topic, points, had, asked FROM sums WHERE guild = ?1 AND player = ?2 AND bucket < 0 ORDER BY pack, topic
"""

PLAYED = """
SELECT bucket, points, rounds FROM sums
WHERE guild = ?1 AND player = ?2 AND bucket >= 0 AND topic || pack = ''
ORDER BY bucket
"""

UNKNOWN_ITEMS = """
SELECT item FROM (
    SELECT item, knew, at, ROW_NUMBER() OVER (PARTITION BY item ORDER BY at DESC, number DESC, source) AS place
    FROM awards WHERE guild = ?1 AND player = ?2 AND at >= 0 AND rounds = 1
) AS latest
WHERE place = 1 AND knew = 0
ORDER BY at DESC, item
"""

# Managers.

NEXT_NUMBER = """
INSERT INTO guilds (guild, counter) VALUES (?1, 1)
ON CONFLICT (guild) DO UPDATE SET counter = guilds.counter + 1
RETURNING counter
"""

ADD_AUDIT = """
INSERT INTO audit (guild, number, at, by_player, what, player, points, detail, award)
SELECT ?1, CAST(?2 AS BIGINT), CAST(?3 AS BIGINT), ?4, ?5,
    CASE WHEN EXISTS (SELECT 1 FROM consents WHERE guild = ?1 AND player = ?6 AND consent = 'off') THEN '' ELSE ?6 END,
    CAST(?7 AS BIGINT), ?8, CAST(?9 AS BIGINT)
"""

AUDITED = "SELECT number FROM audit WHERE guild = ?1 AND award = ?2"

AUDIT = """
SELECT at, by_player, what, player, points, detail FROM audit WHERE guild = ?1 ORDER BY number DESC LIMIT ?2
"""

LAST_AWARD = """
SELECT awards.source, awards.number, awards.player, awards.points, awards.had, awards.at, awards.pack, awards.topic,
    awards.session, COALESCE(names.name, '')
FROM awards
LEFT JOIN names ON names.guild = awards.guild AND names.player = awards.player
WHERE awards.guild = ?1 AND awards.room = ?2 AND awards.points <> 0
ORDER BY awards.at DESC, awards.source DESC, awards.number DESC, awards.player DESC
LIMIT 1
"""

TAKE_AWARD = """
UPDATE awards SET points = 0, had = 0
WHERE guild = ?1 AND source = ?2 AND number = ?3 AND player = ?4 AND points <> 0
RETURNING player
"""

# What a reset takes away: the awards of a session, or (?2 empty) those of a period.

COUNT_AWARDS = """
SELECT COUNT(*) FROM awards
WHERE guild = ?1 AND points <> 0 AND ((?2 <> '' AND session = ?2) OR (?2 = '' AND at >= ?3 AND at < ?4))
"""

TAKE_SUMS = """
INSERT INTO sums (guild, topic, bucket, player, pack, points, had, asked, rounds)
SELECT awards.guild,
    CASE scopes.scope WHEN 2 THEN awards.topic ELSE '' END,
    CASE spans.span WHEN 0 THEN -1 ELSE awards.at / 900000000 END,
    awards.player,
    CASE scopes.scope WHEN 0 THEN '' ELSE awards.pack END,
    CAST(-SUM(awards.points) AS BIGINT), CAST(-SUM(awards.had) AS BIGINT), CAST(-SUM(awards.asked) AS BIGINT),
    CAST(-SUM(awards.rounds) AS BIGINT)
FROM awards
CROSS JOIN (SELECT 0 AS scope UNION ALL SELECT 1 UNION ALL SELECT 2) AS scopes
CROSS JOIN (SELECT 0 AS span UNION ALL SELECT 1) AS spans
WHERE awards.guild = ?1
    AND ((?2 <> '' AND awards.session = ?2) OR (?2 = '' AND awards.at >= ?3 AND awards.at < ?4))
    AND (scopes.scope = 0 OR (scopes.scope = 1 AND awards.pack <> '') OR (scopes.scope = 2 AND awards.topic <> ''))
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
ON CONFLICT (guild, topic, bucket, player, pack) DO UPDATE SET
    points = sums.points + excluded.points, had = sums.had + excluded.had,
    asked = sums.asked + excluded.asked, rounds = sums.rounds + excluded.rounds
"""

DROP_AWARDS = """
DELETE FROM awards WHERE guild = ?1 AND ((?2 <> '' AND session = ?2) OR (?2 = '' AND at >= ?3 AND at < ?4))
"""

DROP_EMPTY_SUMS = "DELETE FROM sums WHERE guild = ?1 AND points = 0 AND had = 0 AND asked = 0 AND rounds = 0"

# Sums that differ from a recount of the awards.
WRONG_SUMS = """
SELECT guild, topic, bucket, player, pack FROM (
    SELECT guild, topic, bucket, player, pack, points, had, asked, rounds FROM sums
    UNION ALL
    SELECT awards.guild,
        CASE scopes.scope WHEN 2 THEN awards.topic ELSE '' END,
        CASE spans.span WHEN 0 THEN -1 ELSE awards.at / 900000000 END,
        awards.player,
        CASE scopes.scope WHEN 0 THEN '' ELSE awards.pack END,
        -awards.points, -awards.had, -awards.asked, -awards.rounds
    FROM awards
    CROSS JOIN (SELECT 0 AS scope UNION ALL SELECT 1 UNION ALL SELECT 2) AS scopes
    CROSS JOIN (SELECT 0 AS span UNION ALL SELECT 1) AS spans
    WHERE scopes.scope = 0 OR (scopes.scope = 1 AND awards.pack <> '') OR (scopes.scope = 2 AND awards.topic <> '')
) AS both_ways
GROUP BY guild, topic, bucket, player, pack
HAVING SUM(points) <> 0 OR SUM(had) <> 0 OR SUM(asked) <> 0 OR SUM(rounds) <> 0
ORDER BY guild, player, bucket, pack, topic
"""

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

# Schedules and the item of the day.

SCHEDULES = """
SELECT id, guild, room, at, days, topic, rounds, role, by_player, due FROM schedules
WHERE guild = ?1 ORDER BY guild, id
"""

ALL_SCHEDULES = """
SELECT id, guild, room, at, days, topic, rounds, role, by_player, due FROM schedules
WHERE guild NOT IN (SELECT guild FROM guilds WHERE left_at IS NOT NULL) ORDER BY guild, id
"""

PUT_SCHEDULE = """
INSERT INTO schedules (guild, id, room, at, days, topic, rounds, role, by_player, due)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (guild, id) DO UPDATE SET
    room = excluded.room, at = excluded.at, days = excluded.days, topic = excluded.topic, rounds = excluded.rounds,
    role = excluded.role, by_player = excluded.by_player, due = excluded.due
"""

DROP_SCHEDULE = "DELETE FROM schedules WHERE guild = ?1 AND id = ?2 RETURNING id"

CLAIM = "UPDATE schedules SET due = ?4 WHERE guild = ?1 AND id = ?2 AND due = ?3 RETURNING id"

DAILY = "SELECT room, item FROM dailies WHERE guild = ?1 AND day = ?2"

DAILY_ANSWERS = "SELECT player, had FROM daily_answers WHERE guild = ?1 AND day = ?2 ORDER BY player"

PUT_DAILY = """
INSERT INTO dailies (guild, day, room, item) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING
RETURNING day
"""

ADD_DAILY_ANSWER = """
INSERT INTO daily_answers (guild, day, player, had) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING
RETURNING day
"""

# Housekeeping.

GUILD_LEFT = """
INSERT INTO guilds (guild, left_at, counter) VALUES (?1, ?2, 0)
ON CONFLICT (guild) DO UPDATE SET left_at = excluded.left_at
"""

DROP_SNAPSHOT = (
    "UPDATE sessions SET plan = '', state = '' WHERE guild = ?1 AND id = ?2",
    "DELETE FROM rounds WHERE guild = ?1 AND session = ?2",
)

DROP_TEXTS = "UPDATE attempts SET text = '' WHERE text <> '' AND at < ?1"

DROP_SNAPSHOTS = (
    """
    DELETE FROM rounds WHERE (guild, session) IN (
        SELECT guild, id FROM sessions WHERE open = 0 AND plan <> '' AND started < ?1
    )
    """,
    "UPDATE sessions SET plan = '', state = '' WHERE open = 0 AND plan <> '' AND started < ?1",
)

GUILDS_LEFT = "SELECT guild FROM guilds WHERE left_at IS NOT NULL ORDER BY guild"

LONG_GONE = "SELECT guild FROM guilds WHERE left_at <= ?1 ORDER BY guild"

DROP_GUILD = (
    "DELETE FROM sessions WHERE guild = ?1",
    "DELETE FROM rounds WHERE guild = ?1",
    "DELETE FROM attempts WHERE guild = ?1",
    "DELETE FROM awards WHERE guild = ?1",
    "DELETE FROM sums WHERE guild = ?1",
    "DELETE FROM seen WHERE guild = ?1",
    "DELETE FROM names WHERE guild = ?1",
    "DELETE FROM consents WHERE guild = ?1",
    "DELETE FROM audit WHERE guild = ?1",
    "DELETE FROM rulings WHERE guild = ?1",
    "DELETE FROM settings WHERE guild = ?1",
    "DELETE FROM misses WHERE guild = ?1",
    "DELETE FROM schedules WHERE guild = ?1",
    "DELETE FROM dailies WHERE guild = ?1",
    "DELETE FROM daily_answers WHERE guild = ?1",
    "DELETE FROM guilds WHERE guild = ?1",
)

BEAT = "UPDATE pulse SET beats = beats + 1"

# Backups. Columns stand in the order of the migrations, which is the same on both sides; each table is taken whole.

COPIES = (
    ("SELECT * FROM guilds", "INSERT INTO guilds VALUES (?1, ?2, ?3)"),
    ("SELECT * FROM sessions", "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
    ("SELECT * FROM rounds", "INSERT INTO rounds VALUES (?1, ?2, ?3, ?4)"),
    ("SELECT * FROM attempts", "INSERT INTO attempts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
    (
        "SELECT * FROM awards",
        "INSERT INTO awards VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    ),
    ("SELECT * FROM sums", "INSERT INTO sums VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
    ("SELECT * FROM seen", "INSERT INTO seen VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
    ("SELECT * FROM names", "INSERT INTO names VALUES (?1, ?2, ?3)"),
    ("SELECT * FROM consents", "INSERT INTO consents VALUES (?1, ?2, ?3)"),
    ("SELECT * FROM audit", "INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
    ("SELECT * FROM rulings", "INSERT INTO rulings VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
    ("SELECT * FROM settings", "INSERT INTO settings VALUES (?1, ?2, ?3, ?4)"),
    ("SELECT * FROM misses", "INSERT INTO misses VALUES (?1, ?2, ?3)"),
    ("SELECT * FROM schedules", "INSERT INTO schedules VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"),
    ("SELECT * FROM dailies", "INSERT INTO dailies VALUES (?1, ?2, ?3, ?4)"),
    ("SELECT * FROM daily_answers", "INSERT INTO daily_answers VALUES (?1, ?2, ?3, ?4)"),
)

EMPTY = """
TRUNCATE guilds, sessions, rounds, attempts, awards, sums, seen, names, consents, audit, rulings, settings,
misses, schedules, dailies, daily_answers
"""

COUNTS = """
SELECT (SELECT COUNT(DISTINCT guild) FROM sessions), (SELECT COUNT(*) FROM sessions WHERE open = 1),
    (SELECT COUNT(*) FROM sessions), (SELECT COUNT(*) FROM attempts), (SELECT COUNT(*) FROM awards)
"""

SNAPSHOTS = "SELECT guild, id, format, plan, state FROM sessions WHERE plan <> '' ORDER BY guild, id"
