-- Step 1 for large lists, in place of 1-blocks.sql: records are brought together by five comparisons out of ten (given and family name; first and
-- last word; given and father's name; a slip in either name), 15 tokens out of 20. The other five have few tokens of their own among
-- millions of records, and would bring four times as many pairs (docs/scale.md).
DROP TABLE IF EXISTS amana_block;
DROP VIEW IF EXISTS amana_token;

CREATE VIEW amana_token AS
  SELECT 0 AS c, t00 AS token, r FROM amana_record
  UNION ALL SELECT 1 AS c, t01 AS token, r FROM amana_record
  UNION ALL SELECT 6 AS c, t06 AS token, r FROM amana_record
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
