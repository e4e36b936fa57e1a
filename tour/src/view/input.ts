// SPDX-License-Identifier: Apache-2.0
// Pointer, wheel and keys of the picture, told apart: drag, pinch, tap, walk.
export interface Hands {
  drag(dx: number, dy: number, isSecond: boolean): void;
  pinch(factor: number): void;
  tap(x: number, y: number): void;
  hover(x: number, y: number): void;
  key(key: string): boolean;
}

export interface Held { ahead: number; aside: number; turn: number }

// A press that moves less is a tap [CSS pixels].
const still = 6;

export function listen(element: HTMLElement, hands: Hands, signal: AbortSignal): Held {
  const held: Held = { ahead: 0, aside: 0, turn: 0 };
  const points = new Map<number, { x: number; y: number }>();
  const down = new Set<string>();
  let moved = 0;
  let gap = 0;
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, act: (event: HTMLElementEventMap[Name]) => void) =>
    element.addEventListener(name, act as EventListener, { signal, passive: false });

  on("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    points.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (points.size === 1) moved = 0;
    gap = 0;
  });
  on("pointermove", (event) => {
    const before = points.get(event.pointerId);
    if (!before) return hands.hover(event.offsetX, event.offsetY);
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    points.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved += Math.abs(dx) + Math.abs(dy);
    if (points.size === 2) {
      const [a, b] = [...points.values()];
      const now = Math.hypot(a.x - b.x, a.y - b.y);
      if (gap > 0) hands.pinch(gap / now);
      gap = now;
      return hands.drag(dx / 2, dy / 2, true);
    }
    if (moved > still) hands.drag(dx, dy, event.buttons === 2 || event.shiftKey);
  });
  const up = (event: PointerEvent) => {
    if (points.size === 1 && moved <= still && event.type === "pointerup") hands.tap(event.offsetX, event.offsetY);
    points.delete(event.pointerId);
  };
  on("pointerup", up);
  on("pointercancel", up);
  on("contextmenu", (event) => event.preventDefault());
  on("wheel", (event) => {
    event.preventDefault();
    hands.pinch(Math.exp(event.deltaY * 0.001));
  });
  on("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (walks[key]) {
      down.add(key);
      event.preventDefault();
    } else if (hands.key(key)) event.preventDefault();
    sum();
  });
  on("keyup", (event) => {
    down.delete(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    sum();
  });
  on("blur", () => {
    down.clear();
    sum();
  });

  function sum(): void {
    held.ahead = held.aside = held.turn = 0;
    for (const key of down) {
      held.ahead += walks[key][0];
      held.aside += walks[key][1];
      held.turn += walks[key][2];
    }
  }
  return held;
}

// Ahead, aside, turn.
const walks: Record<string, [number, number, number]> = {
  w: [1, 0, 0], s: [-1, 0, 0], a: [0, -1, 0], d: [0, 1, 0], ArrowUp: [1, 0, 0], ArrowDown: [-1, 0, 0], ArrowLeft: [0, 0, -1], ArrowRight: [0, 0, 1],
  q: [0, 0, -1], e: [0, 0, 1],
};
