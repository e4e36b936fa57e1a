-- SPDX-License-Identifier: Apache-2.0
-- Tables of a run; docs/formats/run-store.md tells more. The name of a column ends in its unit where
-- it has one other than those in brackets. Times are whole microseconds of the plant's own clock,
-- counted from 1970-01-01 00:00; `month` is the first moment of a month. Rows stand in the order in
-- which they were added; nothing is ever changed but run.is_complete, yields and destinations.

PRAGMA application_id = 1212571970;  -- 'HFaB': says that the file is a run of Heliofab

-- The run itself; one row.
CREATE TABLE run (
  id INTEGER PRIMARY KEY CHECK (id = 1),  -- one run in a file
  name TEXT NOT NULL,                     -- of the plan
  seed INTEGER NOT NULL,                  -- 64 bits; from 2^63 on it shows as negative
  begins INTEGER NOT NULL,                -- [us]
  ends INTEGER NOT NULL,                  -- [us] as planned
  plan_hash TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  version TEXT NOT NULL,                  -- of the program
  command TEXT NOT NULL,                  -- that repeats the run
  is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1))
) STRICT;

-- Every input as it was used.
CREATE TABLE inputs (
  path TEXT NOT NULL,      -- dotted key
  value TEXT NOT NULL,     -- with its unit
  grade TEXT NOT NULL,     -- A, B, C or D
  source TEXT NOT NULL,    -- key in docs/references.bib
  origin TEXT NOT NULL,    -- file, default or option
  location TEXT NOT NULL,  -- file:line
  fitted_to TEXT NOT NULL  -- target a calibrated constant was fitted to
) STRICT;

-- A length of web, once it has been cut.
CREATE TABLE rolls (
  roll INTEGER NOT NULL UNIQUE,
  started INTEGER NOT NULL,   -- [us] mounted on the first tool
  finished INTEGER NOT NULL,  -- [us] cut into sheets
  length_m REAL NOT NULL,     -- as mounted
  width_m REAL NOT NULL,      -- coated and used for modules
  cut_m REAL NOT NULL,        -- became sheets
  scrap_m REAL NOT NULL,      -- did not
  modules INTEGER NOT NULL
) STRICT;

-- A roll's pass through one tool.
CREATE TABLE passes (
  roll INTEGER NOT NULL REFERENCES rolls (roll),
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  started INTEGER NOT NULL,   -- [us]
  finished INTEGER NOT NULL,  -- [us]
  stops INTEGER NOT NULL,     -- times the web stood still
  stopped_s REAL NOT NULL     -- in total
) STRICT;
CREATE INDEX passes_roll ON passes (roll);

-- Web that no module was cut from.
CREATE TABLE scrap (
  roll INTEGER NOT NULL REFERENCES rolls (roll),
  position_m REAL NOT NULL,  -- down-web start
  length_m REAL NOT NULL,
  area_m2 REAL NOT NULL,     -- of aperture width
  station TEXT NOT NULL,     -- where it arose
  cause TEXT NOT NULL
) STRICT;
CREATE INDEX scrap_roll ON scrap (roll);

-- Modules as made; what they truly do under standard test conditions.
CREATE TABLE modules (
  serial INTEGER NOT NULL UNIQUE,
  roll INTEGER NOT NULL REFERENCES rolls (roll),
  position_m REAL NOT NULL,           -- down-web start on the roll
  lane INTEGER NOT NULL,              -- across the web, from 0
  product TEXT NOT NULL,
  segment TEXT NOT NULL,              -- market it was started for
  made INTEGER NOT NULL,              -- [us] left the last station before the flash test
  cells INTEGER NOT NULL,
  aperture_m2 REAL NOT NULL,
  thickness_um REAL NOT NULL,         -- of the CIGS film
  cgi REAL NOT NULL,                  -- [-] Cu / (Ga + In)
  ggi REAL NOT NULL,                  -- [-] Ga / (Ga + In)
  sodium REAL NOT NULL,               -- [-] dose over the recipe's optimum
  cds_nm REAL NOT NULL,
  tco_ohm_sq REAL NOT NULL,
  mo_ohm_sq REAL NOT NULL,
  p2_ohm_cm REAL NOT NULL,
  shunt_S_m2 REAL NOT NULL,           -- dark shunt of the median cell at 0.5 V
  hard_shunts INTEGER NOT NULL,       -- cells killed by point defects
  isc_A REAL NOT NULL,
  voc_V REAL NOT NULL,
  fill_factor REAL NOT NULL,          -- [-]
  pmax_W REAL NOT NULL,
  aperture_efficiency REAL NOT NULL,  -- [-]
  curve_error REAL NOT NULL           -- [-] bound on the relative error of pmax_W
) STRICT;
CREATE INDEX modules_roll ON modules (roll);

-- What the flasher reported and what became of the module.
CREATE TABLE flashes (
  serial INTEGER NOT NULL UNIQUE REFERENCES modules (serial),
  flashed INTEGER NOT NULL,           -- [us]
  irradiance_W_m2 REAL NOT NULL,
  temperature_K REAL NOT NULL,
  isc_A REAL NOT NULL,
  voc_V REAL NOT NULL,
  imp_A REAL NOT NULL,
  vmp_V REAL NOT NULL,
  pmax_W REAL NOT NULL,
  fill_factor REAL NOT NULL,          -- [-]
  aperture_efficiency REAL NOT NULL,  -- [-]
  bin TEXT NOT NULL,                  -- empty when rejected
  is_good INTEGER NOT NULL CHECK (is_good IN (0, 1)),
  cause TEXT NOT NULL                 -- of rejection
) STRICT;

-- One tool in one state; the rows of a tool tile the run without gap.
CREATE TABLE states (
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),  -- SEMI E10, codes of OPC 40100-1
  begins INTEGER NOT NULL,                               -- [us]
  ends INTEGER NOT NULL,                                 -- [us]
  reason TEXT NOT NULL
) STRICT;

-- What a tool made in a month.
CREATE TABLE production (
  month INTEGER NOT NULL,     -- [us]
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  actual_s REAL NOT NULL,     -- design time of the units made
  effective_s REAL NOT NULL,  -- of the good ones among them
  failures INTEGER NOT NULL,
  units INTEGER NOT NULL      -- rolls or modules
) STRICT;

-- What happened.
CREATE TABLE events (
  time INTEGER NOT NULL,  -- [us]
  tool TEXT NOT NULL,     -- or plant, market
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,  -- roll or module concerned
  detail TEXT NOT NULL
) STRICT;

-- Money spent in a month on one step.
CREATE TABLE costs (
  month INTEGER NOT NULL,  -- [us]
  step TEXT NOT NULL,      -- station, or plant
  category TEXT NOT NULL,
  usd REAL NOT NULL        -- real USD of the plan's base year
) STRICT;

-- A market in a month.
CREATE TABLE demands (
  month INTEGER NOT NULL,  -- [us]
  segment TEXT NOT NULL,
  product TEXT NOT NULL,
  demand_W REAL NOT NULL,
  shipped_W REAL NOT NULL,
  backlog_W REAL NOT NULL,  -- at the end of the month
  price_usd_per_W REAL NOT NULL
) STRICT;

-- The plant in a month.
CREATE TABLE months (
  month INTEGER NOT NULL,   -- [us]
  shifts INTEGER NOT NULL,  -- a day
  web_started_m REAL NOT NULL,
  modules_made INTEGER NOT NULL,
  modules_good INTEGER NOT NULL,
  power_shipped_W REAL NOT NULL
) STRICT;

-- Loss waterfall of the median module, in aperture efficiency.
CREATE TABLE losses (
  position INTEGER NOT NULL,
  cause TEXT NOT NULL,
  efficiency REAL NOT NULL,  -- [-] left after this step
  loss REAL NOT NULL         -- [-] taken by it
) STRICT;

-- One cause of scatter switched on alone.
CREATE TABLE variances (
  position INTEGER NOT NULL,
  cause TEXT NOT NULL,
  variance_share REAL NOT NULL,     -- [-] of the variance with all causes on
  median_efficiency REAL NOT NULL,  -- [-] aperture
  std_efficiency REAL NOT NULL      -- [-]
) STRICT;

-- A figure of the real fab beside the twin's own.
CREATE TABLE targets (
  name TEXT NOT NULL,
  expected REAL NOT NULL,
  tolerance REAL NOT NULL,
  obtained REAL NOT NULL,
  unit TEXT NOT NULL,  -- of the three; empty for a fraction
  is_fitted INTEGER NOT NULL CHECK (is_fitted IN (0, 1)),
  source TEXT NOT NULL
) STRICT;
