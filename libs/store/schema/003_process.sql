-- SPDX-License-Identifier: Apache-2.0
-- What instruments of the line saw, what control charts made of it, and what a flash does not say.
ALTER TABLE flashes ADD COLUMN awake REAL NOT NULL DEFAULT 1;     -- [-] of what long light does to the module
ALTER TABLE flashes ADD COLUMN mismatch REAL NOT NULL DEFAULT 1;  -- [-] current in the lamp's light over that in sunlight

-- Points of control charts, each the mean of some readings in a row.
CREATE TABLE readings (
  roll INTEGER NOT NULL REFERENCES rolls (roll),
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  gauge TEXT NOT NULL,
  quantity TEXT NOT NULL,    -- names its unit
  position_m REAL NOT NULL,  -- down-web, of the last reading
  value REAL NOT NULL,
  target REAL NOT NULL       -- what the recipe wants
) STRICT;
CREATE INDEX readings_roll ON readings (roll);

-- Points that a chart did not expect.
CREATE TABLE alarms (
  roll INTEGER NOT NULL REFERENCES rolls (roll),
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  quantity TEXT NOT NULL,
  position_m REAL NOT NULL,
  rule TEXT NOT NULL,
  action TEXT NOT NULL       -- none, adjust, hold, stop
) STRICT;
CREATE INDEX alarms_roll ON alarms (roll);
