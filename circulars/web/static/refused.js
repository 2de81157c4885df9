// What is wrong with a field leads to the field, and the field says that it is wrong.

const labels = [...document.querySelectorAll("main label[for]")];

// The field whose label says `where`, or has it in its words; none where several do.
function fieldOf(where) {
  const same = labels.filter((label) => label.textContent.trim() === where);
  const near = same.length ? same : labels.filter((label) => label.textContent.includes(where));
  return near.length === 1 ? near[0].control : null;
}

for (const finding of document.querySelectorAll('[role="alert"] .finding[data-where]')) {
  const field = fieldOf(finding.dataset.where);
  if (!field) continue;
  const link = document.createElement("a");
  link.href = `#${field.id}`;
  link.textContent = finding.dataset.where;
  finding.querySelector(".where").lastChild.replaceWith(" · ", link);
  finding.id ||= `refused-${field.id}`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${finding.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
}
