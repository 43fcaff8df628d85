-- Step 8: the beginning of the connected components of the matches. Each record stands under itself.
DROP TABLE IF EXISTS amana_edge;
DROP TABLE IF EXISTS amana_up;
DROP TABLE IF EXISTS amana_changed;

CREATE TABLE amana_edge AS SELECT a, b FROM amana_match;

CREATE TABLE amana_up AS SELECT a AS r, a AS up FROM amana_match UNION SELECT b, b FROM amana_match;

CREATE TABLE amana_changed AS SELECT 1 AS changed;
