// SPDX-License-Identifier: Apache-2.0
// Elements in one expression. Styles are classes of app.css only: the page's policy allows no inline ones.
type Child = Node | string | number | undefined | false | null;
type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  for (const child of children) if (child !== undefined && child !== false && child !== null) element.append(typeof child === "number" ? String(child) : child);
}

export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** A link that the page follows itself; a click that asks for another tab or window is left to the browser. */
export function ownLink(attributes: Attributes & { href: string }, follow: () => void, ...children: Child[]): HTMLAnchorElement {
  const onclick = (event: Event) => {
    const { button, altKey, ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    follow();
  };
  return h("a", { ...attributes, onclick }, ...children);
}

/** As `h`, for drawings. */
export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, attributes, children);
  return element;
}
