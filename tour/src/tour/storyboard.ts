// SPDX-License-Identifier: Apache-2.0
// The guided tour as data: what is seen from where, for how long, and what is said. The film of a minute and the tour on
// the page are the same shots with other lengths. Points are in the frame of what a shot is about.
import type { Kind } from "../record/plant";

export type Point = [number, number, number];

/** `hall`: x and z run 0 to 1 over the hall, y in metres; `store`, `sheeter`, `dock`: metres about them; a kind of station: metres in
 * the frame of its first tool (x with the flow, z towards the aisle); `market:...`: metres in that scene. */
export type Anchor = "hall" | "store" | "sheeter" | "dock" | Kind | `market:${string}`;

export interface View { eye: Point; look: Point; fov?: number }

export type Inset = "web" | "metal" | "absorber" | "buffer" | "window" | "cut" | "interconnect" | "press" | "flash" | "shipped"
  | "product" | "waterfall" | "title" | "end";

export interface Shot {
  id: string;
  anchor: Anchor;
  from: View;
  to: View;
  /** Seconds in the film of a minute and in the tour on the page; 0 leaves it out. */
  film: number;
  tour: number;
  /** Seconds taken to fly here from the end of the shot before; 0 is a cut. */
  fly: number;
  caption: string;
  narration: string;
  /** Which moment of the plant: the busiest, one at which this station works, just before a flash, a part just begun. */
  moment: "busiest" | "running" | "flash" | "part";
  /** Plant seconds a second. */
  pace: number;
  inset?: Inset;
}

export const storyboard: Shot[] = [
  {
    id: "enter", anchor: "hall", film: 4, tour: 8, fly: 0, moment: "busiest", pace: 1, inset: "title",
    from: { eye: [-0.16, 21, 0.98], look: [0.42, 0, 0.5], fov: 36 }, to: { eye: [0.05, 9.5, 0.66], look: [0.5, 0.5, 0.46], fov: 42 },
    caption: "{name}, {day}, as simulated",
    narration: "This is {name} on {day}, as simulated. Every roll, every module and every number you see comes from the record of one run.",
  },
  {
    id: "overview", anchor: "hall", film: 3, tour: 9, fly: 1.2, moment: "busiest", pace: 60, inset: "shipped",
    from: { eye: [0.2, 17, 1.16], look: [0.42, 0, 0.4], fov: 40 }, to: { eye: [0.8, 17, 1.16], look: [0.58, 0, 0.42], fov: 40 },
    caption: "Plastic film in, solar modules out",
    narration: "Plastic film comes in at one end. At the far side it is coated roll to roll; at the near side it comes back as modules, one by one.",
  },
  {
    id: "web", anchor: "molybdenum", film: 4, tour: 9, fly: 1, moment: "running", pace: 1, inset: "web",
    from: { eye: [-4.6, 2.0, 4.2], look: [-2.8, 1.25, 0.1] }, to: { eye: [-3.5, 1.55, 2.1], look: [-2.75, 1.35, 0.1] },
    caption: "The web: polyimide, a third of a metre wide",
    narration: "The web is polyimide, thinner than a hair and a third of a metre wide. A roll of it is a thousand feet long.",
  },
  {
    id: "molybdenum", anchor: "molybdenum", film: 4, tour: 12, fly: 0.8, moment: "running", pace: 1, inset: "metal",
    from: { eye: [-2.4, 1.4, 2.5], look: [-0.15, 1.35, 0.1] }, to: { eye: [-1.4, 0.6, 1.9], look: [-0.25, 1.25, 0.2] },
    caption: "Molybdenum back contact, sputtered in vacuum",
    narration: "In vacuum the web runs round a cooled drum. Argon plasma knocks molybdenum out of targets, and the amber film turns to a silver mirror: the back contact.",
  },
  {
    id: "evaporator", anchor: "evaporator", film: 9, tour: 22, fly: 1.2, moment: "running", pace: 1, inset: "absorber",
    from: { eye: [-5.6, 1.75, 3.6], look: [-3.1, 1.45, 0] }, to: { eye: [3.4, 1.12, 2.35], look: [2.7, 1.5, 0] },
    caption: "Copper, indium, gallium and selenium react into the absorber",
    narration: "The heart of the fab. Copper, indium, gallium and selenium evaporate from crucibles and react on the hot web, zone by zone. How much of each arrives decides how much light becomes current, and at which voltage.",
  },
  {
    id: "bath", anchor: "bath", film: 3, tour: 12, fly: 1, moment: "running", pace: 1, inset: "buffer",
    from: { eye: [-4.2, 2.0, 3.4], look: [-1.6, 1.0, 0] }, to: { eye: [-0.2, 1.75, 2.6], look: [-0.6, 0.95, 0] },
    caption: "Buffer layer from a chemical bath",
    narration: "A warm bath lays down fifty nanometres of cadmium sulphide. That is all it takes to make the junction.",
  },
  {
    id: "window", anchor: "window", film: 4, tour: 11, fly: 1, moment: "running", pace: 1, inset: "window",
    from: { eye: [-2.0, 0.75, 2.3], look: [-0.1, 1.35, 0.15] }, to: { eye: [1.5, 0.65, 2.2], look: [0.15, 1.3, 0.15] },
    caption: "Transparent front contact",
    narration: "Zinc oxide with aluminium conducts like a metal and lets light through like glass. It is the front contact.",
  },
  {
    id: "cut", anchor: "sheeter", film: 0, tour: 6, fly: 1.2, moment: "part", pace: 10, inset: "cut",
    from: { eye: [-1.2, 2.3, 4.6], look: [-0.6, 0.9, 0] }, to: { eye: [1.4, 1.9, 3.4], look: [0.2, 0.9, 0] },
    caption: "A roll becomes sheets",
    narration: "A finished roll is cut into sheets, each as long as its product asks.",
  },
  {
    id: "scriber", anchor: "scriber", film: 6, tour: 14, fly: 1.2, moment: "part", pace: 4, inset: "interconnect",
    from: { eye: [-3.2, 2.1, 2.7], look: [-0.8, 1.0, 0.1] }, to: { eye: [-2.0, 1.7, 1.9], look: [-0.5, 1.05, 0.1] },
    caption: "Monolithic integration: cells in series without a single wire",
    narration: "Lasers draw three fine lines side by side, over and over. They turn one large film into many cells, joined in series without a single wire.",
  },
  {
    id: "printer", anchor: "printer", film: 0, tour: 8, fly: 1, moment: "part", pace: 4,
    from: { eye: [-2.6, 2.1, 3.2], look: [-0.2, 1.0, 0] }, to: { eye: [1.2, 1.8, 2.4], look: [0.4, 1.05, 0] },
    caption: "Printed lines and copper bus bars",
    narration: "A print head closes the pattern, and copper tape collects the current at both ends.",
  },
  {
    id: "laminator", anchor: "laminator", film: 3, tour: 10, fly: 1, moment: "part", pace: 60, inset: "press",
    from: { eye: [-3.9, 2.5, 3.4], look: [-0.4, 1.1, 0] }, to: { eye: [-2.6, 2.0, 3.0], look: [0, 1.1, 0] },
    caption: "Laminated: light, flexible, tight",
    narration: "Modules lie side by side on a heated platen five metres long. Barrier and encapsulant melt around them and keep water out for decades.",
  },
  {
    id: "flasher", anchor: "flasher", film: 5, tour: 14, fly: 1, moment: "flash", pace: 1, inset: "flash",
    from: { eye: [-3.4, 2.2, 3.2], look: [-0.4, 1.2, 0] }, to: { eye: [-2.4, 1.85, 2.9], look: [-0.2, 1.15, 0] },
    caption: "Every module is measured",
    narration: "A flash as bright as the sun, and ten milliseconds later the module's whole current-voltage curve is known. It decides the bin, and the bin decides the price.",
  },
  {
    id: "dock", anchor: "dock", film: 2, tour: 9, fly: 1, moment: "flash", pace: 600, inset: "shipped",
    from: { eye: [11, 3.4, 3.2], look: [0, 1.0, 3.6] }, to: { eye: [8.4, 2.6, 6.2], look: [-1.4, 1.1, 5.4] },
    caption: "Four markets, four doors",
    narration: "Four doors lead to four markets.",
  },
  {
    id: "building", anchor: "market:building", film: 2, tour: 6, fly: 0, moment: "flash", pace: 1, inset: "product",
    from: { eye: [-15, 7.4, 17], look: [0.5, 3.6, 0], fov: 38 }, to: { eye: [-9.5, 7.4, 13], look: [0.5, 3.9, 0], fov: 38 },
    caption: "On buildings: laminates that are the roof",
    narration: "On buildings, as five metre laminates that become the roof.",
  },
  {
    id: "space", anchor: "market:space", film: 2, tour: 6, fly: 0, moment: "flash", pace: 1, inset: "product",
    from: { eye: [-7, 3.2, 12], look: [0, 0.2, 0], fov: 42 }, to: { eye: [-3, 2.0, 9.6], look: [0.4, 0.1, 0], fov: 42 },
    caption: "In space: foil, because every gram is lifted",
    narration: "In orbit, as bare foil, because every gram has to be lifted.",
  },
  {
    id: "portable", anchor: "market:portable", film: 2, tour: 6, fly: 0, moment: "flash", pace: 1, inset: "product",
    from: { eye: [-1.7, 1.15, 2.0], look: [0, 0.5, -0.3], fov: 40 }, to: { eye: [-0.75, 0.86, 1.3], look: [0.06, 0.4, -0.1], fov: 40 },
    caption: "In the pack: a charger that folds",
    narration: "In the pack, as a charger that folds like a map.",
  },
  {
    id: "terrestrial", anchor: "market:terrestrial", film: 2, tour: 6, fly: 0, moment: "flash", pace: 1, inset: "product",
    from: { eye: [-13, 5.2, 13], look: [0, 1.0, 0], fov: 42 }, to: { eye: [-6, 3.4, 10.5], look: [0.6, 1.0, 0], fov: 42 },
    caption: "On their own: power where no grid is",
    narration: "And in the field, standing alone, where no grid has ever been.",
  },
  {
    id: "losses", anchor: "hall", film: 3, tour: 8, fly: 0, moment: "busiest", pace: 600, inset: "waterfall",
    from: { eye: [0.78, 12, 1.08], look: [0.56, 0, 0.45], fov: 40 }, to: { eye: [0.86, 25, 1.36], look: [0.52, 0, 0.44], fov: 40 },
    caption: "The whole line, and where the light is lost",
    narration: "That is the whole line. And because each module is solved on its own, every watt that is lost on the way has a name.",
  },
  {
    id: "end", anchor: "hall", film: 2, tour: 4, fly: 0, moment: "busiest", pace: 600, inset: "end",
    from: { eye: [0.86, 25, 1.36], look: [0.52, 0, 0.44], fov: 40 }, to: { eye: [0.9, 28, 1.42], look: [0.52, 0, 0.44], fov: 40 },
    caption: "Heliofab",
    narration: "Heliofab, the open digital twin of a roll to roll solar fab.",
  },
];
