-- Step 9, again and again while amana_changed says 1: one round of algorithm A of Liu and Tarjan (Simple concurrent connected components algorithms,
-- 2022), which needs of the order of log² n rounds at most. Each record that is the larger end of an edge goes under its least neighbour, then under what that stands under;
-- edges are carried to where their ends stand, and those within one component fall away.
DROP TABLE IF EXISTS amana_hooked;
DROP TABLE IF EXISTS amana_up_next;
DROP TABLE IF EXISTS amana_edge_next;
DROP TABLE IF EXISTS amana_changed;

CREATE TABLE amana_hooked AS
SELECT u.r, CASE WHEN e.lowest < u.up THEN e.lowest ELSE u.up END AS up
FROM amana_up u
LEFT JOIN (SELECT b, MIN(a) AS lowest FROM amana_edge GROUP BY b) e ON e.b = u.r;

CREATE TABLE amana_up_next AS
SELECT u.r, v.up
FROM amana_hooked u
JOIN amana_hooked v ON v.r = u.up;

CREATE TABLE amana_edge_next AS
SELECT DISTINCT CASE WHEN x.up < y.up THEN x.up ELSE y.up END AS a, CASE WHEN x.up < y.up THEN y.up ELSE x.up END AS b
FROM amana_edge e
JOIN amana_up_next x ON x.r = e.a
JOIN amana_up_next y ON y.r = e.b
WHERE x.up <> y.up;

CREATE TABLE amana_changed AS
SELECT CASE WHEN COUNT(*) > 0 THEN 1 ELSE 0 END AS changed
FROM amana_up u
JOIN amana_up_next v ON v.r = u.r
WHERE v.up <> u.up;

DROP TABLE amana_hooked;
DROP TABLE amana_up;
DROP TABLE amana_edge;
ALTER TABLE amana_up_next RENAME TO amana_up;
ALTER TABLE amana_edge_next RENAME TO amana_edge;
