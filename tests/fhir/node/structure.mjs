// Checks resources by the model of their version in fhirpath.js: node structure.mjs FOLDER VERSION
//
// Every element must exist where it stands, repeat where and only where the model says so, and hold a JSON
// value of its kind. Prints how many elements were looked at, and what is wrong.
import { models } from "./expressions.mjs";
import { resourcesIn } from "./files.mjs";

const [folder, version] = process.argv.slice(2);
const model = models[version];
const KINDS = { boolean: "boolean", integer: "number", positiveInt: "number", unsignedInt: "number", decimal: "number" };

let elements = 0;
const wrong = [];
for (const [file, resource] of resourcesIn(folder)) visit(resource, resource.resourceType, file);
console.log(JSON.stringify({ elements, wrong }));

function visit(value, path, place) {
  for (const [name, child] of Object.entries(value)) {
    if (name !== "resourceType") element(child, name, path, `${place} ${name}`);
  }
}

function element(child, name, path, place) {
  elements += 1;
  const [found, type] = definition(path, name);
  if (type === undefined) return wrong.push(`${place}: ${path} has no such element`);
  if (Array.isArray(child) !== repeats(found)) wrong.push(`${place}: ${found} ${repeats(found) ? "repeats" : "does not repeat"}`);
  for (const each of [child].flat()) {
    if (typeof each !== kind(type)) wrong.push(`${place}: a ${typeof each} for ${type}`);
    else if (typeof each === "object") visit(each, each.resourceType ?? within(found, type), place);
  }
}

/** Returns the path at which a child is defined, by its own type or one its type derives from, and its type. */
function definition(path, name) {
  for (let parent = path; parent; parent = parent.includes(".") ? parentOf(parent) : model.type2Parent[parent]) {
    const found = model.pathsDefinedElsewhere[`${parent}.${name}`] ?? `${parent}.${name}`;
    const type = model.path2Type[found];
    if (type !== undefined) return [found, type.code ?? type];
  }
  return [];
}

function parentOf(path) {
  return model.path2Type[path]?.code ?? model.path2Type[path];
}

function repeats(path) {
  return model.path2Repeating[path] === true;
}

function within(path, type) {
  return type === "BackboneElement" || type === "Element" ? path : type;
}

function kind(type) {
  if (KINDS[type]) return KINDS[type];
  return /^[A-Z]/.test(type) && !type.startsWith("System.") ? "object" : "string";
}
