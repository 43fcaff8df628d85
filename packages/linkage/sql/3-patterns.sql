-- Step 3: what each pair shows (packages/linkage/src/pattern.ts has the meaning of the numbers), and how often each pattern was seen.
DROP TABLE IF EXISTS amana_seen;
DROP TABLE IF EXISTS amana_pattern;
DROP TABLE IF EXISTS amana_apart;
DROP TABLE IF EXISTS amana_compared;

CREATE TABLE amana_compared AS
SELECT p.a, p.b, x.list AS list_a, y.list AS list_b,
  -- Name slots that agree, as bits.
  CASE WHEN x.t00 = y.t00 THEN 1 ELSE 0 END
    + CASE WHEN x.t01 = y.t01 THEN 2 ELSE 0 END
    + CASE WHEN x.t02 = y.t02 THEN 4 ELSE 0 END
    + CASE WHEN x.t03 = y.t03 THEN 8 ELSE 0 END
    + CASE WHEN x.t04 = y.t04 THEN 16 ELSE 0 END
    + CASE WHEN x.t05 = y.t05 THEN 32 ELSE 0 END
    + CASE WHEN x.t06 = y.t06 THEN 64 ELSE 0 END
    + CASE WHEN x.t07 = y.t07 THEN 128 ELSE 0 END
    + CASE WHEN x.t08 = y.t08 THEN 256 ELSE 0 END AS names,
  -- Age, same list, father.
  10 * CASE
    WHEN x.t05 <> y.t05 THEN 0
    WHEN x.t12 <> y.t12 THEN 1
    ELSE 2 + CASE WHEN x.t09 = y.t09 THEN 1 ELSE 0 END + CASE WHEN x.t10 = y.t10 THEN 1 ELSE 0 END + CASE WHEN x.t11 = y.t11 THEN 1 ELSE 0 END END
  + CASE WHEN x.list = y.list THEN 5 ELSE 0 END
  + CASE
    WHEN x.t05 <> y.t05 THEN CASE WHEN x.t06 = y.t06 THEN 4 ELSE 0 END
    WHEN x.t14 <> y.t14 THEN 1
    WHEN x.t13 = y.t13 THEN 3
    ELSE 2 END AS detail,
  -- How far apart the deaths are.
  CASE CASE WHEN x.t28 = y.t28 THEN 1 ELSE 0 END + CASE WHEN x.t29 = y.t29 THEN 1 ELSE 0 END + CASE WHEN x.t30 = y.t30 THEN 1 ELSE 0 END + CASE WHEN x.t31 = y.t31 THEN 1 ELSE 0 END
    WHEN 4 THEN 0
    WHEN 3 THEN 1
    WHEN 2 THEN 2
    WHEN 1 THEN 2
    ELSE CASE
      WHEN x.t32 = y.t32 THEN 3
      WHEN x.t05 = y.t05 THEN 4
      WHEN x.t37 = y.t37 OR x.t38 = y.t38 OR x.t39 = y.t39 THEN 0
      WHEN x.t03 = y.t03 OR x.t04 = y.t04 OR x.t06 = y.t06 OR x.t07 = y.t07 OR p.variants = 1 THEN 5
      WHEN x.t01 = y.t01 OR (x.t00 = y.t00 AND x.t27 = y.t27) THEN 6
      ELSE 7 END
    END AS dates,
  -- Governorate: 0 differs, 1 not known, 2 agrees.
  CASE
    WHEN x.t33 = y.t33 OR x.t34 = y.t34 OR x.t35 = y.t35 THEN 2
    WHEN x.t36 = y.t36 THEN 0
    ELSE 1 END AS places,
  -- How rare the rarest name is that both share.
  CASE
    WHEN p.n < 3 THEN 0 WHEN p.n < 5 THEN 1 WHEN p.n < 9 THEN 2 WHEN p.n < 17 THEN 3 WHEN p.n < 33 THEN 4
    WHEN p.n < 65 THEN 5 ELSE 6 END AS rarity
FROM amana_pair p
JOIN amana_record x ON x.r = p.a
JOIN amana_record y ON y.r = p.b;

-- Lists that write places each in its own way: that these differ says nothing.
CREATE TABLE amana_apart AS
SELECT one, two
FROM (
  SELECT CASE WHEN list_a < list_b THEN list_a ELSE list_b END AS one,
    CASE WHEN list_a < list_b THEN list_b ELSE list_a END AS two,
    places
  FROM amana_compared
  WHERE MOD(names, 2) = 1 AND dates = 0 AND places <> 1
) known
GROUP BY one, two
HAVING COUNT(*) >= 10 AND 4 * SUM(CASE WHEN places = 2 THEN 1 ELSE 0 END) < COUNT(*);

CREATE TABLE amana_pattern AS
SELECT c.a, c.b, c.names, c.detail, c.dates * 3 + CASE WHEN l.one IS NULL THEN c.places ELSE 1 END AS event, c.rarity
FROM amana_compared c
LEFT JOIN amana_apart l
  ON l.one = CASE WHEN c.list_a < c.list_b THEN c.list_a ELSE c.list_b END
  AND l.two = CASE WHEN c.list_a < c.list_b THEN c.list_b ELSE c.list_a END;

CREATE TABLE amana_seen AS
SELECT names, detail, event, rarity, COUNT(*) AS times
FROM amana_pattern
GROUP BY names, detail, event, rarity;

DROP TABLE amana_compared;
