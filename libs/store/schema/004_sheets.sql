-- SPDX-License-Identifier: Apache-2.0
-- What scribes and lamination did to a module, where tools do them.
ALTER TABLE modules ADD COLUMN dead_um REAL NOT NULL DEFAULT 0;         -- that scribes take of a stripe, mean
ALTER TABLE modules ADD COLUMN bridged INTEGER NOT NULL DEFAULT 0;      -- stripes that scribes bridge somewhere
ALTER TABLE modules ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0;  -- stripes whose P2 joins nothing somewhere
ALTER TABLE modules ADD COLUMN gel REAL NOT NULL DEFAULT 0;             -- [-] of the encapsulant
