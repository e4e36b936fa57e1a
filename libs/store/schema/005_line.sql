-- SPDX-License-Identifier: Apache-2.0
-- A line that runs alone: parts, times and what changes would bring; and all that happened on it.

-- Parts in the line over a batch of the measured time; batch 0 is the warm-up.
-- wip_us = cycle_us - (ages_us of the row before) + ages_us.
CREATE TABLE flows (
  batch INTEGER NOT NULL,
  begins INTEGER NOT NULL,    -- [us]
  ends INTEGER NOT NULL,      -- [us]
  parts INTEGER NOT NULL,     -- that left the line
  cycle_us INTEGER NOT NULL,  -- the time these were in it, all together
  wip_us INTEGER NOT NULL,    -- parts in the line, integrated over time
  in_line INTEGER NOT NULL,   -- at the end
  ages_us INTEGER NOT NULL,   -- of these, all together
  scrapped INTEGER NOT NULL   -- of the parts that left
) STRICT;

-- Time of a tool for one reason, over the measured time.
CREATE TABLE tool_times (
  station TEXT NOT NULL,
  tool TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),  -- as in states
  reason TEXT NOT NULL,
  time_us INTEGER NOT NULL
) STRICT;

-- What a change of the line would bring, without film and market.
CREATE TABLE what_ifs (
  change TEXT NOT NULL,
  station TEXT NOT NULL,           -- empty: the plant
  throughput_per_s REAL NOT NULL,  -- parts
  gain_per_s REAL NOT NULL,        -- over the line as it is
  half_width_per_s REAL NOT NULL   -- of the 95 % confidence interval of the gain
) STRICT;

-- A part in a tool. A finished run with modules has an index, visits_part; a line alone, which may make millions, has none.
CREATE TABLE visits (
  part INTEGER NOT NULL,
  tool TEXT NOT NULL,
  began INTEGER NOT NULL,  -- [us] its work
  done INTEGER NOT NULL,   -- [us] its work; blocked from here on
  gone INTEGER NOT NULL    -- [us] into the next buffer, or out
) STRICT;

-- A tool that was down.
CREATE TABLE repairs (
  tool TEXT NOT NULL,
  began INTEGER NOT NULL,  -- [us] it failed
  ended INTEGER NOT NULL   -- [us]
) STRICT;
