// Shows as one types how the signature and the reference number will read.

const form = document.getElementById("profile");

function valueOf(name) {
  return form.elements[name]?.value.trim() ?? "";
}

function showSignature(entry) {
  const place = entry.dataset.place;
  const lines = [`(${valueOf(`${place}.name`) || "…"})`];
  for (let at = 0; form.elements[`${place}.authority.${at}.post`]; at += 1) {
    const line = `${place}.authority.${at}`;
    lines.push(`${valueOf(`${line}.post`)} ${valueOf(`${line}.phrase`)}`.trim());
  }
  const shown = entry.querySelector(".signature");
  shown.replaceChildren();
  for (const line of lines.filter(Boolean)) {
    shown.append(line, document.createElement("br"));
  }
}

function showReference() {
  const space = form.elements.circular_space.checked ? " " : "";
  const sample = document.getElementById("reference-sample");
  sample.textContent = `${valueOf("code")} ${valueOf("number")}/ว${space}1175`;
}

form.addEventListener("input", (event) => {
  const entry = event.target.closest(".signatory");
  if (entry) {
    showSignature(entry);
  } else if (["code", "number", "circular_space"].includes(event.target.name)) {
    showReference();
  } else if (event.target.name === "image" && event.target.files.length) {
    form.querySelector('input[name="emblem"][value="image"]').checked = true;
  }
});
