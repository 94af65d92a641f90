// FHIRPath by fhirpath.js, with the model of a FHIR version.
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";
import r5 from "fhirpath/fhir-context/r5/index.js";

export const models = { r4, r5 };
const compiled = new Map();

/**
 * Returns what an expression yields, as an array.
 *
 * `focus` is what it starts from, at the element path `base` where it is no whole resource; `variables` are
 * what it reaches by %name.
 */
export function evaluate(expression, focus, version, variables, base = undefined) {
  const key = JSON.stringify([expression, version, base]);
  if (!compiled.has(key)) {
    const located = base ? { base, expression } : expression;
    compiled.set(key, fhirpath.compile(located, models[version], { traceFn: () => {} }));
  }
  return compiled.get(key)(focus, variables);
}
