// SPDX-License-Identifier: Apache-2.0
// Controls; each writes into the address and is found again by its id after the page is drawn anew.
import { h } from "../../dom";

export interface Option {
  value: string;
  text: string;
}

export function choice(id: string, label: string, options: Option[], value: string, hear: (value: string) => void): HTMLElement {
  const select = h(
    "select",
    { id, onchange: (event) => hear((event.target as HTMLSelectElement).value) },
    ...options.map((option) => h("option", { value: option.value, selected: option.value === value }, option.text)),
  );
  return h("label", { class: "field" }, h("span", {}, label), select);
}

/** Few options side by side. */
export function segments(id: string, label: string, options: Option[], value: string, hear: (value: string) => void): HTMLElement {
  return h(
    "div",
    { class: "segments", role: "group", "aria-label": label },
    ...options.map((option) =>
      h(
        "button",
        { type: "button", id: `${id}-${option.value}`, "aria-pressed": String(option.value === value), onclick: () => hear(option.value) },
        option.text,
      ),
    ),
  );
}

export function entry(
  id: string,
  label: string,
  value: string,
  hear: (value: string) => void,
  attributes: Record<string, string | number> = {},
): HTMLElement {
  const input = h("input", {
    id,
    value,
    type: "text",
    autocomplete: "off",
    ...attributes,
    onchange: (event) => hear((event.target as HTMLInputElement).value.trim()),
  });
  return h("label", { class: "field" }, h("span", {}, label), input);
}

export function button(id: string, text: string, act: () => void, isDisabled = false): HTMLElement {
  return h("button", { id, type: "button", disabled: isDisabled, onclick: act }, text);
}

export function options(values: Iterable<string | number>, text: (value: string) => string = (value) => value): Option[] {
  return [...values].map((value) => ({ value: String(value), text: text(String(value)) }));
}
