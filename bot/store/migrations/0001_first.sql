-- Times are microseconds since 1970 in UTC; what is yes or no is 1 or 0; guild comes first in every key.

-- A guild that is known: when it removed the bot, and the last number given to anything numbered in it.
CREATE TABLE guilds (
    guild TEXT NOT NULL,
    left_at BIGINT,
    counter BIGINT NOT NULL,
    PRIMARY KEY (guild)
) WITHOUT ROWID;

-- One run of a quiz, with its plan and state in the given format of snapshots; they are emptied after 30 days. Its
-- rounds have lines of their own, because a step changes one of them.
CREATE TABLE sessions (
    guild TEXT NOT NULL,
    id TEXT NOT NULL,
    room TEXT NOT NULL,
    open BIGINT NOT NULL,
    format BIGINT NOT NULL,
    started BIGINT NOT NULL,
    plan TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (guild, id)
);
CREATE UNIQUE INDEX sessions_open ON sessions (guild, room) WHERE open = 1;
CREATE INDEX sessions_over ON sessions (started) WHERE open = 0 AND plan <> '';

CREATE TABLE rounds (
    guild TEXT NOT NULL,
    session TEXT NOT NULL,
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (guild, session, number)
);

-- One judged answer; the text is emptied after 30 days.
CREATE TABLE attempts (
    guild TEXT NOT NULL,
    id BIGINT NOT NULL,
    session TEXT NOT NULL,
    number BIGINT NOT NULL,
    room TEXT NOT NULL,
    item TEXT NOT NULL,
    player TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (guild, id)
) WITHOUT ROWID;
CREATE INDEX attempts_player ON attempts (guild, player);
CREATE INDEX attempts_round ON attempts (guild, session, number, at) WHERE text <> '';
CREATE INDEX attempts_text ON attempts (at) WHERE text <> '';

-- What one player had of one round: source is the session and number the round. Or points from a manager: source is
-- 'manager' and number the platform's id. `asked`, `had` and `rounds` are 1 where the line counts as such in the sums;
-- `knew` says that the player knew it, also where that does not count, or was undone.
CREATE TABLE awards (
    guild TEXT NOT NULL,
    source TEXT NOT NULL,
    number BIGINT NOT NULL,
    player TEXT NOT NULL,
    session TEXT NOT NULL,
    room TEXT NOT NULL,
    item TEXT NOT NULL,
    pack TEXT NOT NULL,
    topic TEXT NOT NULL,
    points BIGINT NOT NULL,
    had BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    rounds BIGINT NOT NULL,
    knew BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, source, number, player)
) WITHOUT ROWID;
CREATE INDEX awards_player ON awards (guild, player, at);
CREATE INDEX awards_room ON awards (guild, room, at) WHERE points <> 0;

-- The awards summed up per quarter of an hour (bucket: quarters since 1970) and in all (bucket -1), over everything
-- (pack and topic empty), per pack (topic empty) and per topic.
CREATE TABLE sums (
    guild TEXT NOT NULL,
    topic TEXT NOT NULL,
    bucket BIGINT NOT NULL,
    player TEXT NOT NULL,
    pack TEXT NOT NULL,
    points BIGINT NOT NULL,
    had BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    rounds BIGINT NOT NULL,
    PRIMARY KEY (guild, topic, bucket, player, pack)
) WITHOUT ROWID;
CREATE INDEX sums_player ON sums (guild, player, bucket);

-- What a room has seen of an item; session and number are the last round that is counted in it.
CREATE TABLE seen (
    guild TEXT NOT NULL,
    room TEXT NOT NULL,
    item TEXT NOT NULL,
    times BIGINT NOT NULL,
    last BIGINT NOT NULL,
    missed BIGINT NOT NULL,
    session TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (guild, room, item)
) WITHOUT ROWID;

CREATE TABLE names (
    guild TEXT NOT NULL,
    player TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (guild, player)
) WITHOUT ROWID;

-- What players let us keep and show, where it is not everything.
CREATE TABLE consents (
    guild TEXT NOT NULL,
    player TEXT NOT NULL,
    consent TEXT NOT NULL,
    PRIMARY KEY (guild, player)
) WITHOUT ROWID;

-- The audit list; award is the platform's id of the points that a line is about.
CREATE TABLE audit (
    guild TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_player TEXT NOT NULL,
    what TEXT NOT NULL,
    player TEXT NOT NULL,
    points BIGINT NOT NULL,
    detail TEXT NOT NULL,
    award BIGINT,
    PRIMARY KEY (guild, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX audit_award ON audit (guild, award) WHERE award IS NOT NULL;

CREATE TABLE rulings (
    guild TEXT NOT NULL,
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    accepted BIGINT NOT NULL,
    by_player TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (guild, item, answer)
) WITHOUT ROWID;

CREATE TABLE settings (
    guild TEXT NOT NULL,
    room TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild, room, name)
) WITHOUT ROWID;

-- Look-ups that found nothing.
CREATE TABLE misses (
    guild TEXT NOT NULL,
    folded TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (guild, folded)
) WITHOUT ROWID;

CREATE TABLE schedules (
    guild TEXT NOT NULL,
    id BIGINT NOT NULL,
    room TEXT NOT NULL,
    at TEXT NOT NULL,
    days TEXT NOT NULL,
    topic TEXT NOT NULL,
    rounds BIGINT NOT NULL,
    role TEXT NOT NULL,
    by_player TEXT NOT NULL,
    due BIGINT NOT NULL,
    PRIMARY KEY (guild, id)
) WITHOUT ROWID;

-- The item of the day.
CREATE TABLE dailies (
    guild TEXT NOT NULL,
    day TEXT NOT NULL,
    room TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (guild, day)
) WITHOUT ROWID;
CREATE TABLE daily_answers (
    guild TEXT NOT NULL,
    day TEXT NOT NULL,
    player TEXT NOT NULL,
    had BIGINT NOT NULL,
    PRIMARY KEY (guild, day, player)
) WITHOUT ROWID;

-- Written to by every ping, so that a ping knows whether writing works.
CREATE TABLE pulse (
    beats BIGINT NOT NULL
);
INSERT INTO pulse (beats) VALUES (0);
