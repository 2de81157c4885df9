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

const home = `/jobs/${section.dataset.job}`;
const EVERY = 3000; // milliseconds between two questions, where the service gives no stream

async function ask() {
  try {
    const answer = await fetch(`${home}/now`, { headers: { Accept: "application/json" } });
    const now = answer.ok ? await answer.json() : null;
    if (now) {
      show(now);
    }
    // Over, logged out or gone: the page says which.
    if (now ? now.over : answer.status < 500 && answer.status !== 429) {
      location.reload();
      return;
    }
  } catch {
    // The service is being started anew: asked again.
  }
  setTimeout(ask, EVERY);
}

const events = new EventSource(`${home}/events`);
events.addEventListener("progress", (event) => show(JSON.parse(event.data)));
events.addEventListener("over", () => {
  events.close();
  location.reload();
});
events.addEventListener("error", () => {
  // Refused, not interrupted: the browser does not try again by itself.
  if (events.readyState === EventSource.CLOSED) {
    ask();
  }
});
