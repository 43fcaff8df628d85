-- Step 2: the candidate pairs a < b, each once. n: in how many records the rarest token stands that both share of those that hold a name and a month or
-- more (66 stands for more than 65). variants: 1 where they share one of slots 15 to 26. Of a block of at most 65 records all pairs; in a larger
-- one each record with the 64 before it, those who died within the same days beside each other.
DROP TABLE IF EXISTS amana_pair;
DROP TABLE IF EXISTS amana_large;
DROP TABLE IF EXISTS amana_fine_member;
DROP TABLE IF EXISTS amana_fine_block;
DROP TABLE IF EXISTS amana_fine;
DROP TABLE IF EXISTS amana_base;
DROP TABLE IF EXISTS amana_member;

-- A block of two is its pair already.
CREATE TABLE amana_member AS
SELECT t.c, t.token, t.r, b.n
FROM amana_token t
JOIN amana_block b ON b.c = t.c AND b.token = t.token
WHERE b.n > 2;

-- Slots 8 to 14 refine slot 5: they bring nobody together, but may hold the rarest token.
CREATE TABLE amana_base AS
SELECT x.r, x.t08, x.t09, x.t10, x.t11, x.t12, x.t13, x.t14
FROM amana_record x
JOIN amana_member m ON m.r = x.r
WHERE m.c = 5;

CREATE TABLE amana_fine AS
  SELECT 8 AS c, t08 AS token, r FROM amana_base
  UNION ALL SELECT 9, t09, r FROM amana_base
  UNION ALL SELECT 10, t10, r FROM amana_base
  UNION ALL SELECT 11, t11, r FROM amana_base
  UNION ALL SELECT 12, t12, r FROM amana_base
  UNION ALL SELECT 13, t13, r FROM amana_base
  UNION ALL SELECT 14, t14, r FROM amana_base;

CREATE TABLE amana_fine_block AS
SELECT c, token, COUNT(*) AS n, MIN(r) AS lo, MAX(r) AS hi
FROM amana_fine
GROUP BY c, token
HAVING COUNT(*) > 1 AND COUNT(*) < 66;

CREATE TABLE amana_fine_member AS
SELECT t.c, t.token, t.r, b.n
FROM amana_fine t
JOIN amana_fine_block b ON b.c = t.c AND b.token = t.token
WHERE b.n > 2;

-- Large blocks, cut into pieces of 64, so that no join is larger than 128 times its records.
CREATE TABLE amana_large AS
SELECT c, token, r, k, k - MOD(k, 64) AS piece
FROM (
  SELECT m.c, m.token, m.r, ROW_NUMBER() OVER (PARTITION BY m.c, m.token ORDER BY d.near, m.r) AS k
  FROM amana_member m
  JOIN amana_record x ON x.r = m.r
  JOIN (SELECT t28, MIN(r) AS near FROM amana_record GROUP BY t28) d ON d.t28 = x.t28
  WHERE m.n > 65
) ranked;

CREATE TABLE amana_pair AS
SELECT a, b, MIN(n) AS n, MAX(CASE WHEN c > 14 THEN 1 ELSE 0 END) AS variants
FROM (
  SELECT c, n, lo AS a, hi AS b FROM amana_block WHERE n = 2 AND lo < hi
  UNION ALL
  SELECT c, n, lo, hi FROM amana_fine_block WHERE n = 2 AND lo < hi
  UNION ALL
  SELECT x.c, x.n, x.r, y.r
  FROM amana_member x
  JOIN amana_member y ON y.c = x.c AND y.token = x.token
  WHERE x.n < 66 AND y.n < 66 AND x.r < y.r
  UNION ALL
  SELECT x.c, x.n, x.r, y.r
  FROM amana_fine_member x
  JOIN amana_fine_member y ON y.c = x.c AND y.token = x.token
  WHERE x.r < y.r
  UNION ALL
  SELECT x.c, 66, CASE WHEN x.r < y.r THEN x.r ELSE y.r END, CASE WHEN x.r < y.r THEN y.r ELSE x.r END
  FROM amana_large x
  JOIN amana_large y ON y.c = x.c AND y.token = x.token AND y.piece = x.piece
  WHERE x.k < y.k AND x.r <> y.r
  UNION ALL
  SELECT x.c, 66, CASE WHEN x.r < y.r THEN x.r ELSE y.r END, CASE WHEN x.r < y.r THEN y.r ELSE x.r END
  FROM amana_large x
  JOIN amana_large y ON y.c = x.c AND y.token = x.token AND y.piece = x.piece + 64
  WHERE y.k - x.k <= 64 AND x.r <> y.r
) hit
GROUP BY a, b
HAVING MIN(CASE WHEN c > 7 AND c < 15 THEN 1 ELSE 0 END) = 0;

DROP TABLE amana_large;
DROP TABLE amana_fine_member;
DROP TABLE amana_fine_block;
DROP TABLE amana_fine;
DROP TABLE amana_base;
DROP TABLE amana_member;
