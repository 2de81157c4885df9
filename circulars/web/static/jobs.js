// Shows how far a job is while the page is open; when it is over, the page shows what was made.
const section = document.getElementById("job");
const bar = section.querySelector("progress");
const said = document.getElementById("said");
const count = new Intl.NumberFormat("th-TH-u-nu-latn");

function show({ state, phase, done, total, letter, ahead }) {
  if (total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute("value"); // under way, nobody knows how far
  }
  const waits = ahead === null ? "" : ahead ? ` มีงานก่อนหน้า ${count.format(ahead)} งาน` : "";
  const far = total ? ` ${count.format(done)} จาก ${count.format(total)} ฉบับ` : "";
  const last = letter && total > 1 ? ` (${letter})` : "";
  const text = ahead === null && phase ? `${phase}${far}${last}` : `${state}${waits}`;
  if (said.textContent.trim() !== text) {
    said.textContent = text;
  }
}

const events = new EventSource(`/jobs/${section.dataset.job}/events`);
events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
events.addEventListener("over", () => {
  events.close();
  location.reload();
});
