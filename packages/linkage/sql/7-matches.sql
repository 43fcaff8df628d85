-- Step 7: the pairs that are taken for one person, with the probability that they are. A wrong merge of two who died on one day counts eleven times a
-- person counted twice, so these need more than .5: change the last line for another bar.
DROP TABLE IF EXISTS amana_match;
DROP TABLE IF EXISTS amana_score;

CREATE TABLE amana_score AS
SELECT names, detail, event, rarity, p, p / (p + CASE WHEN event < 3 THEN 11 ELSE 1 END * (1 - p)) AS careful
FROM (
  SELECT l.names, l.detail, l.event, l.rarity,
    l.w_same * s.p_same / (l.w_same * s.p_same + l.w_event * s.p_event + l.w_other * s.p_other) AS p
  FROM amana_likelihood l
  CROSS JOIN amana_share s
) scored;

CREATE TABLE amana_match AS
SELECT p.a, p.b, s.p
FROM amana_pattern p
JOIN amana_score s ON s.names = p.names AND s.detail = p.detail AND s.event = p.event AND s.rarity = p.rarity
WHERE s.careful > 0.5;
