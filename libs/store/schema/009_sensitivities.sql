-- SPDX-License-Identifier: Apache-2.0
-- What a step of one input does to a figure, all else held.
CREATE TABLE sensitivities (
  figure TEXT NOT NULL,       -- aperture_efficiency [-] of the flawless module of the first product, or cost_usd_per_W
  position INTEGER NOT NULL,  -- of the inputs of a figure, from 1, the largest elasticity first
  path TEXT NOT NULL,         -- as in inputs
  value TEXT NOT NULL,        -- as in inputs
  step REAL NOT NULL,         -- in unit: 1 % of the value, or of its range where that is 0
  unit TEXT NOT NULL,         -- of the step
  change REAL NOT NULL,       -- of the figure by a step: half of that from a step below to one above
  lower REAL NOT NULL,        -- what a step below adds to the figure
  upper REAL NOT NULL,        -- what a step above adds to it
  elasticity REAL NOT NULL,   -- [-] relative change over that of the input; 0 where its value is 0
  error REAL NOT NULL         -- of change, by halving the step
) STRICT;
