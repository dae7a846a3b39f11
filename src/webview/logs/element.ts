/** Attributes of an element; true is one without a value, false is none. */
type Attributes = Readonly<Record<string, string | boolean>>;

/** Makes an element. Texts become text nodes: nothing that a log says is ever read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== false) made.setAttribute(key, value === true ? '' : value);
  made.append(...children);
  return made;
}
