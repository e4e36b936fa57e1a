-- SPDX-License-Identifier: Apache-2.0
-- What products of the run's good modules deliver where they are used. Recorded behind the run; a row
-- of a product and bin takes the place of the one before, that of a module likewise.

-- What a product delivers.
CREATE TABLE yields (
  product TEXT NOT NULL,                 -- its name; with bin unique
  market TEXT NOT NULL,                  -- building, terrestrial, portable, space or indoor
  layout TEXT NOT NULL,                  -- as in modules.product
  bin TEXT NOT NULL,                     -- as in flashes; empty: all bins
  weather TEXT NOT NULL,                 -- file; empty in space and indoors
  period_days REAL NOT NULL,             -- of the weather, or of the mission
  modules INTEGER NOT NULL,              -- good ones of the layout and bin
  modules_solved INTEGER NOT NULL,       -- of them, evenly by rank in power
  module_W REAL NOT NULL,                -- nominal power of a module, mean of those solved
  module_p5_W REAL NOT NULL,             -- 5 % of the modules are below
  module_p50_W REAL NOT NULL,
  module_p95_W REAL NOT NULL,
  energy_kWh REAL NOT NULL,              -- of the product of mean modules in the period
  yield_kWh_per_kWp REAL NOT NULL,       -- the same over the product's nominal power
  yield_p5_kWh_per_kWp REAL NOT NULL,    -- of products of one module each: 5 % of them are below
  yield_p50_kWh_per_kWp REAL NOT NULL,
  yield_p95_kWh_per_kWp REAL NOT NULL,
  poa_kWh_m2 REAL NOT NULL,              -- light on the modules in the open; 0: not of this market
  specific_power_W_per_kg REAL NOT NULL, -- 0: no mass is said
  energy_per_orbit_Wh REAL NOT NULL,     -- of a module; 0 on Earth
  cost_usd_per_W REAL NOT NULL,          -- of all that the run made
  cost_usd_per_kWh_a REAL NOT NULL,      -- [USD a/kWh] of its modules, over its energy in a year; 0: no energy
  table_error REAL NOT NULL,             -- [-] of power in other light and warmth, over nominal power
  command TEXT NOT NULL                  -- that repeats it
) STRICT;
CREATE UNIQUE INDEX yields_product ON yields (product, bin);

-- What the tester read of a module's leak.
ALTER TABLE flashes ADD COLUMN shunt_S_m2 REAL NOT NULL DEFAULT 0;  -- of its string in the dark, at 0.5 V in reverse a cell

-- To which product a good module goes, by what the tester read of it.
CREATE TABLE destinations (
  serial INTEGER NOT NULL UNIQUE REFERENCES modules (serial),
  product TEXT NOT NULL,      -- its name; empty: not sold
  market TEXT NOT NULL,       -- as in yields
  value_usd REAL NOT NULL,    -- what the market pays for it
  rsh_ohm_cm2 REAL NOT NULL,  -- of its cells in the dark, as it was read
  energy_kWh REAL NOT NULL    -- that it delivers there, in the period of the product; 0: not sold
) STRICT;
