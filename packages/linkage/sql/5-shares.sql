-- Step 5: how likely each pattern is of one person, of two persons of one event, of two events (the weights of step 4), and where the shares of
-- the three begin. A name pattern that the training never saw has weight -1; a pair of name and detail that it never saw, the product of both.
DROP TABLE IF EXISTS amana_likelihood;
DROP TABLE IF EXISTS amana_share;
DROP TABLE IF EXISTS amana_changed;

CREATE TABLE amana_likelihood AS
SELECT s.names, s.detail, s.event, s.rarity, s.times,
  COALESCE(j.w_same, COALESCE(n.w_same, u.w_same) * d.w_same) * e.w_same AS w_same,
  COALESCE(j.w_event, COALESCE(n.w_event, u.w_event) * d.w_event) * e.w_event AS w_event,
  COALESCE(j.w_other, COALESCE(n.w_other, u.w_other) * d.w_other) * e.w_other AS w_other
FROM amana_seen s
JOIN amana_weight_detail d ON d.detail = s.detail
JOIN amana_weight_event e ON e.event = s.event AND e.rarity = s.rarity
JOIN amana_weight_name u ON u.names = -1
LEFT JOIN amana_weight_name n ON n.names = s.names
LEFT JOIN amana_weight_joint j ON j.names = s.names AND j.detail = s.detail;

CREATE TABLE amana_share AS
SELECT 0 AS turn, p_same, p_event, p_other, p_same AS next_same, p_event AS next_event, p_other AS next_other
FROM amana_weight_share;

CREATE TABLE amana_changed AS SELECT 1 AS changed;
