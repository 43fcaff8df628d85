-- Step 1 of linkage in SQL: which tokens stand in more than one record, of the comparisons that bring records together. docs/scale.md has the
-- order of the steps, and what amana_record is. A comparison c is one slot, or the six that hold the variants of one name (15 to 20, 21 to 26),
-- which are compared with one another.
DROP TABLE IF EXISTS amana_block;
DROP VIEW IF EXISTS amana_token;

CREATE VIEW amana_token AS
  SELECT 0 AS c, t00 AS token, r FROM amana_record
  UNION ALL SELECT 1 AS c, t01 AS token, r FROM amana_record
  UNION ALL SELECT 2 AS c, t02 AS token, r FROM amana_record
  UNION ALL SELECT 3 AS c, t03 AS token, r FROM amana_record
  UNION ALL SELECT 4 AS c, t04 AS token, r FROM amana_record
  UNION ALL SELECT 5 AS c, t05 AS token, r FROM amana_record
  UNION ALL SELECT 6 AS c, t06 AS token, r FROM amana_record
  UNION ALL SELECT 7 AS c, t07 AS token, r FROM amana_record
  UNION ALL SELECT 15 AS c, t15 AS token, r FROM amana_record
  UNION ALL SELECT 15 AS c, t16 AS token, r FROM amana_record
  UNION ALL SELECT 15 AS c, t17 AS token, r FROM amana_record
  UNION ALL SELECT 15 AS c, t18 AS token, r FROM amana_record
  UNION ALL SELECT 15 AS c, t19 AS token, r FROM amana_record
  UNION ALL SELECT 15 AS c, t20 AS token, r FROM amana_record
  UNION ALL SELECT 16 AS c, t21 AS token, r FROM amana_record
  UNION ALL SELECT 16 AS c, t22 AS token, r FROM amana_record
  UNION ALL SELECT 16 AS c, t23 AS token, r FROM amana_record
  UNION ALL SELECT 16 AS c, t24 AS token, r FROM amana_record
  UNION ALL SELECT 16 AS c, t25 AS token, r FROM amana_record
  UNION ALL SELECT 16 AS c, t26 AS token, r FROM amana_record;

CREATE TABLE amana_block AS
SELECT c, token, COUNT(*) AS n, MIN(r) AS lo, MAX(r) AS hi
FROM amana_token
GROUP BY c, token
HAVING COUNT(*) > 1;
