"""Names and sort keys that every database takes.

`user` is a function of PostgreSQL: the column becomes `who`. A sort key had U+0000 in it, which PostgreSQL refuses, to
end the order and U+0001 to end a part; they become U+0001 and U+0002 (domain.swedish.sort_key), and U+0002 counts as
nothing in the order and in the search, as U+0001 did. SQLite's own functions end a text at U+0000: so it is cut as
bytes. A row in `erasing` permits it for erased residents too. `settings.act_id` is the act that set it, NULL for
earlier ones; no reference, because a restored register keeps settings of acts that it does not have.
"""

_ORDER = "CAST(substr(CAST(sort AS BLOB), 1, instr(CAST(sort AS BLOB), x'00') - 1) AS TEXT)"

STATEMENTS = (
    "ALTER TABLE acts RENAME COLUMN user TO who",
    "ALTER TABLE access_log RENAME COLUMN user TO who",
    "ALTER TABLE erasures RENAME COLUMN user TO who",
    "ALTER TABLE settings ADD COLUMN act_id INTEGER",
    "INSERT INTO erasing VALUES (1, 2)",
    f"""UPDATE residents SET
        sort = replace(replace({_ORDER}, char(2), ''), char(1), char(2)) || char(1) || family || char(2) || given,
        key = replace(key, char(2), '')
        WHERE instr(CAST(sort AS BLOB), x'00') > 0""",
    "DELETE FROM erasing",
)
