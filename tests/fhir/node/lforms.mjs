// Puts the distribution of LHC-Forms into node_modules: npm run lforms
//
// Its npm package asks for all of Angular, with which it was built and which it does not need to run; so it is
// fetched without what it depends on, compared with the digest in package.json, and unpacked.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson } from "./files.mjs";

const { version, integrity } = readJson(new URL("package.json", import.meta.url)).lforms;
const folder = new URL("node_modules/lforms", import.meta.url).pathname;
const download = mkdtempSync(join(tmpdir(), "lforms-"));

execFileSync("npm", ["pack", `lforms@${version}`, "--silent", "--pack-destination", download]);
const archive = join(download, `lforms-${version}.tgz`);
const digest = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
if (digest !== integrity) throw new Error(`lforms ${version} has the digest ${digest}, not ${integrity}`);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
execFileSync("tar", ["-xzf", archive, "-C", folder, "--strip-components=1"]);
rmSync(download, { recursive: true });
