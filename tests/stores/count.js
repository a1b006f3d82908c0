// Prints how many triples N3.js reads from the file named first.
const { createReadStream } = require("node:fs");
const { StreamParser } = require("n3");

let count = 0;
createReadStream(process.argv[2])
  .pipe(new StreamParser({ format: process.argv[3] }))
  .on("data", () => { count += 1; })
  .on("error", (error) => { console.error(error.message); process.exit(1); })
  .on("end", () => console.log(count));
