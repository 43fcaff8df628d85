-- Step 7: the pairs that are taken for one person, with the probability that they are. A wrong merge of two who died on one day counts eleven times a
-- person counted twice, so these need more than .5: change the bar at amana_likely for another. Of the likely pairs those stay that their neighbours
-- do not speak against: the likely partners of both count for a pair, those of one alone against it.
DROP TABLE IF EXISTS amana_match;
DROP TABLE IF EXISTS amana_degree;
DROP TABLE IF EXISTS amana_side;
DROP TABLE IF EXISTS amana_likely;
DROP TABLE IF EXISTS amana_score;

CREATE TABLE amana_score AS
SELECT names, detail, event, rarity, p, p / (p + CASE WHEN event < 3 THEN 11 ELSE 1 END * (1 - p)) AS careful
FROM (
  SELECT l.names, l.detail, l.event, l.rarity,
    l.w_same * s.p_same / (l.w_same * s.p_same + l.w_event * s.p_event + l.w_other * s.p_other) AS p
  FROM amana_likelihood l
  CROSS JOIN amana_share s
) scored;

CREATE TABLE amana_likely AS
SELECT p.a, p.b, s.p
FROM amana_pattern p
JOIN amana_score s ON s.names = p.names AND s.detail = p.detail AND s.event = p.event AND s.rarity = p.rarity
WHERE s.careful > 0.5;

CREATE TABLE amana_side AS SELECT a AS r, b AS mate FROM amana_likely UNION ALL SELECT b, a FROM amana_likely;

CREATE TABLE amana_degree AS SELECT r, COUNT(*) AS n FROM amana_side GROUP BY r;

CREATE TABLE amana_match AS
SELECT l.a, l.b, l.p
FROM amana_likely l
JOIN amana_degree x ON x.r = l.a
JOIN amana_degree y ON y.r = l.b
LEFT JOIN (
  SELECT e.a, e.b, COUNT(*) AS n
  FROM amana_likely e
  JOIN amana_side u ON u.r = e.a
  JOIN amana_side v ON v.r = e.b AND v.mate = u.mate
  GROUP BY e.a, e.b
) both_sides ON both_sides.a = l.a AND both_sides.b = l.b
WHERE x.n + y.n <= 3 + 4 * COALESCE(both_sides.n, 0);

DROP TABLE amana_degree;
DROP TABLE amana_side;
