-- Step 6, again and again while amana_changed says 1: one round of expectation and maximisation. The shares of the three classes among the
-- pairs at hand, drawn towards those of the training as by 50 pairs.
DROP TABLE IF EXISTS amana_share_next;
DROP TABLE IF EXISTS amana_changed;

CREATE TABLE amana_share_next AS
SELECT turn + 1 AS turn, next_same AS p_same, next_event AS p_event, next_other AS p_other,
  CASE WHEN q_same < 1E-9 THEN 1E-9 ELSE q_same END AS next_same,
  CASE WHEN q_event < 1E-9 THEN 1E-9 ELSE q_event END AS next_event,
  CASE WHEN q_other < 1E-9 THEN 1E-9 ELSE q_other END AS next_other
FROM (
  SELECT s.turn, s.next_same, s.next_event, s.next_other,
    (t.t_same + 50 * w.p_same) / (t.seen + 50) AS q_same,
    (t.t_event + 50 * w.p_event) / (t.seen + 50) AS q_event,
    (t.t_other + 50 * w.p_other) / (t.seen + 50) AS q_other
  FROM amana_share s
  CROSS JOIN amana_weight_share w
  CROSS JOIN (
    SELECT SUM(times) AS seen, SUM(times * s_same / s_all) AS t_same, SUM(times * s_event / s_all) AS t_event,
      SUM(times * s_other / s_all) AS t_other
    FROM (
      SELECT l.times, l.w_same * h.next_same AS s_same, l.w_event * h.next_event AS s_event,
        l.w_other * h.next_other AS s_other,
        l.w_same * h.next_same + l.w_event * h.next_event + l.w_other * h.next_other AS s_all
      FROM amana_likelihood l
      CROSS JOIN amana_share h
    ) each
  ) t
) q;

DROP TABLE amana_share;
ALTER TABLE amana_share_next RENAME TO amana_share;

CREATE TABLE amana_changed AS
SELECT CASE
  WHEN turn >= 30 THEN 0
  WHEN ABS(next_same - p_same) < 1E-6 AND ABS(next_event - p_event) < 1E-6 AND ABS(next_other - p_other) < 1E-6 THEN 0
  ELSE 1 END AS changed
FROM amana_share;
