// FHIRPath by fhirpath.js, with the model of a FHIR version.
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";
import r5 from "fhirpath/fhir-context/r5/index.js";

const models = { r4, r5 };
const compiled = new Map();

/** Returns what an expression yields for a resource, as an array; `variables` are reached by %name. */
export function evaluate(expression, resource, version, variables = {}, base = undefined) {
  const key = JSON.stringify([expression, version, base]);
  if (!compiled.has(key)) {
    compiled.set(key, fhirpath.compile(base ? { base, expression } : expression, models[version]));
  }
  return compiled.get(key)(resource, { resource, rootResource: resource, ...variables });
}
