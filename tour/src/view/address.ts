// SPDX-License-Identifier: Apache-2.0
// Keeps what is shown in the address, so that it can be shared. Browsers allow some hundred changes in half a minute.
import { writeState, type TourState } from "../query";

const every = 2; // seconds between two writings
const soon = 1; // after a choice

export interface Address {
  /** Somebody chose something: it need not wait for its turn. */
  hurry(): void;
  /** @param seconds since it was called before */
  step(seconds: number): void;
}

export function makeAddress(state: () => TourState): Address {
  let left = 0; // until the next writing [s]
  return {
    hurry: () => (left = Math.min(left, soon)),
    step(seconds) {
      left -= seconds;
      if (left > 0) return;
      left = every;
      history.replaceState(null, "", location.pathname + writeState(state()));
    },
  };
}
