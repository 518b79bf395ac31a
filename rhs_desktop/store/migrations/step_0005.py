"""What is known of a person in every round at once, with what registers of before had said of it.

A list had called somebody dead or protected: said, unless a check in Cosmic was entered later (which settles death, and
never protection). The last check of each person by the order of entry. Numbers and addresses that were found to be
wrong, of cases that were going on: as their events tell. Erasing may empty the texts of a line (step_0003).
"""

_KEPT = ("id", "resident_id", "act_id", "kind", "standing", "source")
_SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in _KEPT)
_ERASING = "EXISTS (SELECT 1 FROM erasing)"
_STANDS = """e.id NOT IN (
        SELECT json_extract(w.data, '$.event') FROM events w WHERE w.kind = 'Withdrawn' AND w.id NOT IN (
            SELECT json_extract(v.data, '$.event') FROM events v WHERE v.kind = 'Withdrawn'))"""
_FIRST = "(SELECT min(e.act_id) FROM events e JOIN cases k ON k.id = e.case_id WHERE k.resident_id = r.id)"


def _flagged(kind: str) -> str:
    return f"""SELECT r.id AS resident, '{kind}' AS kind, 'said' AS standing, '' AS about, 'list' AS source, '' AS ref,
            coalesce((SELECT max(c.act_id) FROM changes c WHERE c.what = 'resident' AND c.item = r.id
                AND c.field = '{kind}' AND c.new IN ('true', '1')), {_FIRST}) AS act, 0 AS turn
        FROM residents r WHERE r.{kind} = 1"""


STATEMENTS = (
    """CREATE TABLE person_facts (
        id INTEGER NOT NULL PRIMARY KEY,
        resident_id INTEGER NOT NULL REFERENCES residents (id),
        act_id INTEGER NOT NULL REFERENCES acts (id),
        kind TEXT NOT NULL,
        standing TEXT NOT NULL,
        about TEXT NOT NULL,
        on_day TEXT NOT NULL,
        until TEXT,
        source TEXT NOT NULL,
        source_ref TEXT NOT NULL,
        reason TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX ix_person_facts_resident_id ON person_facts (resident_id)",
    "CREATE INDEX ix_person_facts_act_id ON person_facts (act_id)",
    f"""INSERT INTO person_facts
            (resident_id, act_id, kind, standing, about, on_day, until, source, source_ref, text, reason)
        SELECT found.resident, a.id, found.kind, found.standing, found.about, substr(a.at, 1, 10), NULL, found.source,
            found.ref, '', ''
        FROM (
            {_flagged("deceased")}
            UNION ALL {_flagged("protected")}
            UNION ALL
            SELECT k.resident_id, 'checked', 'confirmed', json_extract(e.data, '$.result'), 'cosmic',
                CAST(e.id AS TEXT), e.act_id, e.id
            FROM events e JOIN cases k ON k.id = e.case_id
            WHERE e.id IN (
                SELECT max(e.id) FROM events e JOIN cases k ON k.id = e.case_id
                WHERE e.kind = 'CosmicChecked' AND json_extract(e.data, '$.result') <> 'other' AND {_STANDS}
                GROUP BY k.resident_id)
        ) found JOIN acts a ON a.id = found.act
        WHERE found.resident NOT IN (SELECT resident_id FROM erased_residents)
        ORDER BY found.act, found.turn""",
    f"""CREATE TRIGGER person_facts_never_update BEFORE UPDATE ON person_facts
        WHEN NOT ({_ERASING} AND {_SAME} AND NEW.text = '' AND NEW.reason = '' AND NEW.source_ref = ''
            AND EXISTS (SELECT 1 FROM erased_residents WHERE resident_id = OLD.resident_id))
        BEGIN SELECT RAISE(ABORT, 'person_facts are append-only'); END""",
    """CREATE TRIGGER person_facts_never_delete BEFORE DELETE ON person_facts
        BEGIN SELECT RAISE(ABORT, 'person_facts are append-only'); END""",
)
