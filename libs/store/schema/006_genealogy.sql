-- SPDX-License-Identifier: Apache-2.0
-- Where every metre went, to the micrometre, and which charge of which source a module is made of.
ALTER TABLE scrap ADD COLUMN length_um INTEGER NOT NULL DEFAULT 0;    -- pieces of a roll tile it exactly
ALTER TABLE scrap ADD COLUMN serial INTEGER NOT NULL DEFAULT 0;       -- of a module; 0: web alone
ALTER TABLE modules ADD COLUMN length_um INTEGER NOT NULL DEFAULT 0;  -- of web

-- Web that was begun and not flashed when the run ended.
CREATE TABLE in_process (
  roll INTEGER NOT NULL,
  serial INTEGER NOT NULL,     -- of a module; 0: the roll itself, which is not cut yet
  station TEXT NOT NULL,       -- of a roll: whose tool or buffer it is in
  length_um INTEGER NOT NULL,
  width_um INTEGER NOT NULL
) STRICT;

-- The charge of a source that was in a tool while a roll ran.
CREATE TABLE charges (
  roll INTEGER NOT NULL REFERENCES rolls (roll),
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  source TEXT NOT NULL,     -- a crucible by its name, targets, bath
  charge INTEGER NOT NULL,  -- of this source of this tool, from 1
  began INTEGER NOT NULL,   -- [us] the web moved
  ended INTEGER NOT NULL    -- [us]
) STRICT;
CREATE INDEX charges_roll ON charges (roll);
CREATE INDEX charges_charge ON charges (tool, source, charge);

-- Films as the recipe wants them.
CREATE TABLE layers (
  layer TEXT NOT NULL,
  thickness_um REAL NOT NULL,
  density_kg_m3 REAL NOT NULL
) STRICT;

-- Where the web of every roll that was begun went. Lengths and areas of a roll's rows add up to the
-- roll in whole micrometres and square micrometres; what lies beside the stripes of a module has an
-- area and no length of its own.
CREATE VIEW web_books AS
WITH r AS (SELECT roll, CAST(round(width_m * 1e6) AS INTEGER) AS width_um FROM rolls),
     m AS (SELECT m.roll, m.serial, m.length_um, r.width_um, f.is_good, f.bin, f.cause,
                  CAST(round(m.aperture_m2 * 1e12) AS INTEGER) AS aperture_um2
           FROM modules m JOIN flashes f USING (serial) JOIN r USING (roll))
SELECT roll, CASE is_good WHEN 1 THEN 'good' ELSE 'scrap' END AS fate,
       'flash' AS station, CASE is_good WHEN 1 THEN bin ELSE cause END AS cause, serial,
       length_um, aperture_um2 AS area_um2 FROM m
UNION ALL
SELECT roll, 'scrap', 'scribe', 'border beside the stripes', serial, 0,
       length_um * width_um - aperture_um2 FROM m
UNION ALL
SELECT s.roll, 'scrap', s.station, s.cause, s.serial, s.length_um, s.length_um * r.width_um
FROM scrap s JOIN r USING (roll)
UNION ALL
SELECT roll, 'in process', station, '', serial, length_um, length_um * width_um FROM in_process;

-- The same over the run.
CREATE VIEW web_totals AS
SELECT fate, station, CASE fate WHEN 'good' THEN '' ELSE cause END AS cause,
       sum(length_um) AS length_um, sum(area_um2) AS area_um2,
       sum(length_um) * 1e-6 AS length_m, sum(area_um2) * 1e-12 AS area_m2
FROM web_books GROUP BY fate, station, 3;

-- And in kilogrammes of film, of rolls that have all their films.
CREATE VIEW web_masses AS
SELECT b.fate, b.station, CASE b.fate WHEN 'good' THEN '' ELSE b.cause END AS cause, l.layer,
       sum(b.area_um2) * 1e-18 * l.thickness_um * l.density_kg_m3 AS kg
FROM web_books b JOIN rolls USING (roll) CROSS JOIN layers l
GROUP BY b.fate, b.station, 3, l.layer;

-- One row for each roll whose books do not close; there is none.
CREATE VIEW web_gaps AS
SELECT * FROM (
  SELECT r.roll, CAST(round(r.length_m * 1e6) AS INTEGER) - coalesce(sum(b.length_um), 0) AS missing_um,
         CAST(round(r.length_m * 1e6) AS INTEGER) * CAST(round(r.width_m * 1e6) AS INTEGER)
           - coalesce(sum(b.area_um2), 0) AS missing_um2
  FROM rolls r LEFT JOIN web_books b USING (roll)
  GROUP BY r.roll)
WHERE missing_um <> 0 OR missing_um2 <> 0;

-- From a module to the charges it is made of, and back.
CREATE VIEW module_charges AS
SELECT m.serial, m.roll, m.position_m, c.station, c.tool, c.source, c.charge, c.began, c.ended
FROM modules m JOIN charges c USING (roll);

-- The way of a module: tools of the front end by its roll, then its own.
CREATE VIEW module_path AS
SELECT m.serial, p.tool, p.started AS began, p.finished AS gone
FROM modules m JOIN passes p USING (roll)
UNION ALL
SELECT part, tool, began, gone FROM visits;
