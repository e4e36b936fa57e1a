-- SPDX-License-Identifier: Apache-2.0
-- What the chart of a tool judges its points by.
ALTER TABLE readings ADD COLUMN sigma REAL NOT NULL DEFAULT 0;  -- in the unit of value, about the target; 0: no chart judges it
