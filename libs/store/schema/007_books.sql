-- SPDX-License-Identifier: Apache-2.0
-- What the films on every piece of web weigh, and what became of modules in each market, by bin.

-- Of each film on the aperture width, as it was laid down.
ALTER TABLE rolls ADD COLUMN molybdenum_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE rolls ADD COLUMN cigs_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE rolls ADD COLUMN cds_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE rolls ADD COLUMN izno_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE rolls ADD COLUMN azo_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE scrap ADD COLUMN molybdenum_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE scrap ADD COLUMN cigs_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE scrap ADD COLUMN cds_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE scrap ADD COLUMN izno_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE scrap ADD COLUMN azo_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE modules ADD COLUMN molybdenum_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE modules ADD COLUMN cigs_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE modules ADD COLUMN cds_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE modules ADD COLUMN izno_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE modules ADD COLUMN azo_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE in_process ADD COLUMN molybdenum_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE in_process ADD COLUMN cigs_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE in_process ADD COLUMN cds_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE in_process ADD COLUMN izno_kg REAL NOT NULL DEFAULT 0;
ALTER TABLE in_process ADD COLUMN azo_kg REAL NOT NULL DEFAULT 0;

ALTER TABLE demands ADD COLUMN lost_W REAL NOT NULL DEFAULT 0;   -- cancelled because late
ALTER TABLE demands ADD COLUMN stock_W REAL NOT NULL DEFAULT 0;  -- at the end, of bins it takes
ALTER TABLE demands ADD COLUMN revenue_usd REAL NOT NULL DEFAULT 0;

-- A bin of a market's modules in a month.
CREATE TABLE sales (
  month INTEGER NOT NULL,  -- [us]
  segment TEXT NOT NULL,
  product TEXT NOT NULL,
  bin TEXT NOT NULL,
  is_taken INTEGER NOT NULL CHECK (is_taken IN (0, 1)),  -- by the market
  made_W REAL NOT NULL,
  shipped_W REAL NOT NULL,
  stock_W REAL NOT NULL,  -- at the end of the month
  price_usd_per_W REAL NOT NULL,
  revenue_usd REAL NOT NULL
) STRICT;

-- The rows of web_books with what their films weigh; stripes and border of a module share its piece
-- of web by area.
CREATE VIEW web_films AS
WITH m AS (SELECT m.*, f.is_good, f.bin, f.cause,
                  round(m.aperture_m2 * 1e12) / (m.length_um * round(r.width_m * 1e6)) AS stripes
           FROM modules m JOIN flashes f USING (serial) JOIN rolls r USING (roll))
SELECT roll, CASE is_good WHEN 1 THEN 'good' ELSE 'scrap' END AS fate, 'flash' AS station,
       CASE is_good WHEN 1 THEN bin ELSE cause END AS cause, serial,
       stripes * molybdenum_kg AS molybdenum_kg, stripes * cigs_kg AS cigs_kg,
       stripes * cds_kg AS cds_kg, stripes * izno_kg AS izno_kg, stripes * azo_kg AS azo_kg
FROM m
UNION ALL
SELECT roll, 'scrap', 'scribe', 'border beside the stripes', serial,
       (1 - stripes) * molybdenum_kg, (1 - stripes) * cigs_kg, (1 - stripes) * cds_kg,
       (1 - stripes) * izno_kg, (1 - stripes) * azo_kg
FROM m
UNION ALL
SELECT roll, 'scrap', station, cause, serial, molybdenum_kg, cigs_kg, cds_kg, izno_kg, azo_kg
FROM scrap
UNION ALL
SELECT roll, 'in process', station, '', serial, molybdenum_kg, cigs_kg, cds_kg, izno_kg, azo_kg
FROM in_process;

-- The same over the run, a film a row.
DROP VIEW web_masses;
CREATE VIEW web_masses AS
SELECT fate, station, CASE fate WHEN 'good' THEN '' ELSE cause END AS cause, layer, sum(kg) AS kg
FROM (
  SELECT fate, station, cause, 'molybdenum' AS layer, molybdenum_kg AS kg FROM web_films
  UNION ALL SELECT fate, station, cause, 'cigs' AS layer, cigs_kg AS kg FROM web_films
  UNION ALL SELECT fate, station, cause, 'cds' AS layer, cds_kg AS kg FROM web_films
  UNION ALL SELECT fate, station, cause, 'izno' AS layer, izno_kg AS kg FROM web_films
  UNION ALL SELECT fate, station, cause, 'azo' AS layer, azo_kg AS kg FROM web_films
)
GROUP BY fate, station, 3, layer;

-- One row for each roll whose films were not found again on its pieces; there is none.
CREATE VIEW film_gaps AS
SELECT * FROM (
  SELECT r.roll, r.molybdenum_kg - total(f.molybdenum_kg) AS molybdenum_kg,
         r.cigs_kg - total(f.cigs_kg) AS cigs_kg,
         r.cds_kg - total(f.cds_kg) AS cds_kg,
         r.izno_kg - total(f.izno_kg) AS izno_kg,
         r.azo_kg - total(f.azo_kg) AS azo_kg
  FROM rolls r LEFT JOIN web_films f USING (roll)
  GROUP BY r.roll)
WHERE max(abs(molybdenum_kg), abs(cigs_kg), abs(cds_kg), abs(izno_kg), abs(azo_kg)) > 1e-9;
