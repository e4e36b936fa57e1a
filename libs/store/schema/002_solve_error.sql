-- SPDX-License-Identifier: Apache-2.0
-- How well the string of each module was solved.
ALTER TABLE modules ADD COLUMN solve_error REAL NOT NULL DEFAULT 0;        -- [-] bound on the relative error of pmax_W
ALTER TABLE modules ADD COLUMN solved_in_full INTEGER NOT NULL DEFAULT 0 CHECK (solved_in_full IN (0, 1));  -- 1: on a fine mesh
