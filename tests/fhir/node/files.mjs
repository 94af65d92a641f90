// The exported files of one version of FHIR.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Returns the resources in a folder with the names of their files, sorted by name. */
export function resourcesIn(folder) {
  return readdirSync(folder)
    .filter((name) => /^[A-Z]\w+-.*\.json$/.test(name))
    .sort()
    .map((name) => [name, readJson(join(folder, name))]);
}

/** Returns the one resource of a type and an id. */
export const resource = (folder, type, id) => readJson(join(folder, `${type}-${id}.json`));
