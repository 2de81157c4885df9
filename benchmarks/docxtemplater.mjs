// Prints letters with docxtemplater as its manual says: a template opened for each letter.
// Reads {template, letters: [...]} as JSON from the file given; for each line of standard input,
// which says how many letters to make, answers with the seconds it took; "show" gives a letter.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";

const { template, letters } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const content = readFileSync(template);

function letter(values) {
  const made = new Docxtemplater(new PizZip(content), {
    paragraphLoop: true,
    linebreaks: true,
    delimiters: { start: "{{", end: "}}" },
  });
  made.render(values);
  return made.toBuffer({ compression: "DEFLATE" });
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "show") {
    console.log(letter(letters[0]).toString("base64"));
    continue;
  }
  const started = process.hrtime.bigint();
  for (let number = 0; number < Number(line); number++) letter(letters[number % letters.length]);
  console.log(Number(process.hrtime.bigint() - started) / 1e9);
}
