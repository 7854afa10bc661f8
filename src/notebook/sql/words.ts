const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words that begin or part what a query is made of, and are no names unless they stand in double quotes. */
export const KEYWORDS = words(
  "ALL AND AS BETWEEN BY CASE COLLATE CROSS DISTINCT ELSE END ESCAPE EXCEPT EXISTS FROM FULL GLOB GROUP HAVING IN INNER INTERSECT IS ISNULL " +
    "JOIN LEFT LIKE LIMIT MATERIALIZED NATURAL NOT NOTNULL NULL OFFSET ON OR ORDER OUTER RIGHT SELECT THEN UNION USING VALUES WHEN WHERE WITH",
);

/** Words that mean something at their place and are names elsewhere. */
export const SOFT = words(
  "ASC DESC NULLS FIRST LAST OVER PARTITION WINDOW FILTER ROWS RANGE GROUPS UNBOUNDED PRECEDING FOLLOWING CURRENT ROW EXCLUDE TIES OTHERS NO " +
    "RECURSIVE TRUE FALSE CAST NOCASE BINARY RTRIM",
);

/** What ends the list of columns, of tables or of conditions of a SELECT, outside brackets. */
export const CLAUSES = words("FROM WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET UNION INTERSECT EXCEPT");

/** Words before which an opening bracket is no call. */
export const NO_CALL = words(
  "ALL AND AS BETWEEN BY CASE DISTINCT ELSE ESCAPE EXCEPT EXISTS FILTER FROM GLOB HAVING IN INTERSECT IS JOIN LIKE LIMIT MATERIALIZED NOT OFFSET ON " +
    "OR OVER SELECT THEN UNION USING VALUES WHEN WHERE WITH",
);

/** What begins a statement that is no query. */
export const OTHER_STATEMENTS = words(
  "ALTER ANALYZE ATTACH BEGIN COMMIT CREATE DELETE DETACH DROP END EXPLAIN INSERT PRAGMA REINDEX RELEASE REPLACE ROLLBACK SAVEPOINT UPDATE VACUUM",
);
export const WRITING = words("ALTER CREATE DELETE DROP INSERT REPLACE UPDATE");

/** Functions whose result follows from their arguments alone, the same on every machine. */
export const FUNCTIONS = words(
  "ABS ACOS ACOSH ASIN ASINH ATAN ATAN2 ATANH AVG CAST CEIL CEILING CHAR COALESCE CONCAT CONCAT_WS COS COSH COUNT CUME_DIST DATE DATETIME DEGREES " +
    "DENSE_RANK EXP FIRST_VALUE FLOOR FORMAT GLOB GROUP_CONCAT IF IFNULL IIF INSTR JULIANDAY LAG LAST_VALUE LEAD LENGTH LIKE LN LOG LOG10 LOG2 LOWER LTRIM " +
    "MAX MIN MOD NTH_VALUE NTILE NULLIF OCTET_LENGTH PERCENT_RANK PI POW POWER PRINTF QUOTE RADIANS RANK REPLACE ROUND ROW_NUMBER RTRIM SIGN SIN " +
    "SINH SQRT STRFTIME STRING_AGG SUBSTR SUBSTRING SUM TAN TANH TOTAL TRIM TRUNC UNICODE UNIXEPOCH UPPER",
);

/** Of the clock and of chance, or of what the database has been through. */
export const UNSTEADY = words(
  "RANDOM RANDOMBLOB CHANGES TOTAL_CHANGES LAST_INSERT_ROWID SQLITE_VERSION SQLITE_SOURCE_ID CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP",
);

/** Of those the ones that need no brackets, and are never a column. */
export const CLOCK = words("CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP");

/** Those that take the present moment where they are given none, by how many arguments they must have. */
export const OF_DATES: ReadonlyMap<string, number> = new Map([
  ["DATE", 1],
  ["DATETIME", 1],
  ["JULIANDAY", 1],
  ["UNIXEPOCH", 1],
  ["STRFTIME", 2],
]);

/** Words that can't name a value in JavaScript. */
export const RESERVED = words(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if " +
    "implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof " +
    "var void while with yield",
);
export const AGGREGATES = words("AVG COUNT GROUP_CONCAT MAX MIN STRING_AGG SUM TOTAL");
/** Aggregates and functions whose result is in the unit of what they are of, all of which is in one. */
export const KEEPS_UNIT = words("SUM TOTAL AVG MIN MAX COALESCE IFNULL NULLIF");
/** Those whose result is in the unit of the first argument, whatever the others are in. */
export const FIRST_IS_UNIT = words("ABS CEIL CEILING FIRST_VALUE FLOOR LAST_VALUE MOD NTH_VALUE ROUND TRUNC");
/** Words for dates and their modifiers that mean the present moment, or the place where it is. */
export const OF_THE_MOMENT: ReadonlySet<string> = new Set(["now", "localtime", "utc"]);
