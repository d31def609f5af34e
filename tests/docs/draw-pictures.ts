// Draws the pictures of the documents again: npm run pictures, or with the names of some: npm run pictures -- trends
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../package/manifest.ts";
import { documentPictures, drawPicture } from "./pictures.ts";

const wanted = process.argv.slice(2);
for (const picture of documentPictures()) {
  if (wanted.length > 0 && !wanted.some((name) => picture.path.includes(name))) continue;
  const svg = await drawPicture(picture);
  mkdirSync(dirname(join(root, picture.path)), { recursive: true });
  writeFileSync(join(root, picture.path), svg);
  console.log(`${picture.path}  ${(svg.length / 1000).toFixed(1)} kB`);
}
