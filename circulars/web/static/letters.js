// The page of a draft: a changed field is saved, and the preview follows it.

const form = document.querySelector("#letter");
const draft = new URL(form.action).pathname.replace(/\/answers$/, "");
const told = document.querySelector("#told");
const csrf = document.querySelector('meta[name="csrf"]').content;
const SCROLLED = ["#preview", "#preview .pages", "#findings"];
// Why the preview is not as the form says, by the answer of the service.
const REASONS = {
  401: "ตัวอย่างยังไม่ปรับ: ออกจากระบบไปแล้ว เปิดหน้านี้ใหม่เพื่อเข้าสู่ระบบ",
  404: "ตัวอย่างยังไม่ปรับ: ร่างนี้ไม่มีแล้ว อาจถูกทิ้งในหน้าต่างอื่น",
  other: "ตัวอย่างยังไม่ปรับ: บันทึกไม่ได้ ตรวจการเชื่อมต่อแล้วกด ปรับตัวอย่าง",
};
const PAUSE = 400; // milliseconds after the last key
let changes = 0; // counted, so that an answer to an older state is known
let sent = 0;
let timer = 0;
let asking = false;

// ---- asking the service ----

async function ask(address, how = {}) {
  const headers = { "X-CSRF-Token": csrf, "X-Part": "parts" };
  const answer = await fetch(address, { ...how, headers });
  const text = await answer.text();
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return new DOMParser().parseFromString(text, "text/html");
}

function say(words, isFault = false) {
  told.textContent = words;
  told.classList.toggle("fault", isFault);
}

// One request at a time: what is typed meanwhile goes with the next one, in its order.
async function refresh(request) {
  if (asking) return;
  asking = true;
  form.setAttribute("aria-busy", "true");
  say("กำลังปรับตัวอย่าง…");
  const state = changes;
  try {
    const parts = await request();
    await pictures(parts);
    sent = state;
    if (state === changes) {
      take(parts);
      delete form.dataset.stale;
      say("ตัวอย่างเป็นปัจจุบัน");
    }
  } catch (error) {
    sent = state;
    form.dataset.stale = "";
    say(REASONS[error.message] ?? REASONS.other, true);
  }
  asking = false;
  form.removeAttribute("aria-busy");
  if (sent !== changes) save();
}

function save() {
  clearTimeout(timer);
  refresh(() => ask(form.action, { method: "POST", body: new FormData(form) }));
}

function look(place) {
  const number = form.elements.number.checked;
  const enter = form.elements.enter?.checked ?? true;
  refresh(() => ask(`${draft}/parts?place=${place}&number=${number}&enter=${enter}`));
}

function changed(pause) {
  changes += 1;
  form.dataset.stale = "";
  say("รอบันทึก…");
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

// ---- taking over what came ----

// The old pages stay until the new ones can be shown.
async function pictures(parts) {
  const images = [...parts.querySelectorAll(".paper img")].map((image) => {
    const early = new Image();
    early.src = image.getAttribute("src");
    return early.decode().catch(() => undefined);
  });
  await Promise.race([Promise.all(images), new Promise((done) => setTimeout(done, 10000))]);
}

function take(parts) {
  const focused = document.activeElement?.id;
  const heights = SCROLLED.map((name) => document.querySelector(name)?.scrollTop ?? 0);
  for (const part of parts.querySelectorAll("input[data-was]")) sync(part);
  for (const part of [...parts.body.children].filter((each) => each.id)) {
    document.getElementById(part.id)?.replaceWith(document.adoptNode(part));
  }
  for (const note of document.querySelectorAll(".field-note")) mark(note);
  SCROLLED.forEach((name, number) => document.querySelector(name)?.scrollTo(0, heights[number]));
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

// A field that nobody has touched here follows what another tab, or the letter type, says.
function sync(part) {
  const before = document.getElementById(part.id);
  const field = document.getElementById(part.dataset.was);
  if (!before || !field) return;
  if ("placeholder" in field) field.placeholder = part.dataset.derived ?? "";
  if (part.value === before.value) return;
  const radios = [...field.querySelectorAll("input[type=radio]")];
  if (radios.length) {
    const chosen = radios.find((radio) => radio.checked)?.value ?? "";
    if (chosen === before.value) radios.forEach((radio) => (radio.checked = radio.value === part.value));
  } else if (field.value === before.value) {
    field.value = part.value;
  }
}

function mark(note) {
  const field = document.getElementById(note.dataset.of);
  if ("faulty" in note.dataset) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
}

// ---- where a finding leads ----

function lead(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  for (const other of document.querySelectorAll(".led")) other.classList.remove("led");
  if (!target) return document.querySelector("#step-workbook").scrollIntoView();
  target.classList.add("led");
  target.scrollIntoView({ block: "center", inline: "center" });
  const inside = target.matches("input, select, textarea, a") ? target : target.querySelector("input, a");
  (inside ?? target).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a.lead, td.faulty a');
  if (link) {
    event.preventDefault();
    lead(link.hash);
  }
  const other = event.target.closest?.("a[data-place]");
  if (other) {
    event.preventDefault();
    look(other.dataset.place);
  }
});

// What is wrong with a cell is said below its table, too.
for (const kind of ["focusin", "mouseover"]) {
  document.addEventListener(kind, (event) => {
    const cell = event.target.closest?.("td.faulty");
    const place = cell?.closest("figure").querySelector(".told-cell");
    if (place) place.textContent = cell.querySelector("a").dataset.told;
  });
}

// ---- the form ----

form.addEventListener("input", (event) => {
  const isText = event.target.matches('textarea, input:not([type="checkbox"], [type="radio"])');
  changed(isText ? PAUSE : 0);
});

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.formAction && button.hasAttribute("formaction")) {
    // its value still goes along: a button is disabled once the form is on its way
    setTimeout(() => (button.disabled = true));
    sent = changes;
    clearTimeout(timer);
    return;
  }
  event.preventDefault();
  changes += 1;
  const body = new FormData(form, button);
  clearTimeout(timer);
  refresh(() => ask(form.action, { method: "POST", body }));
});

// Whoever leaves within the pause loses nothing.
addEventListener("pagehide", () => {
  if (sent === changes) return;
  const headers = { "X-CSRF-Token": csrf, "X-Part": "none" };
  fetch(form.action, { method: "POST", body: new FormData(form), headers, keepalive: true });
});
addEventListener("pageshow", () => form.querySelectorAll("button").forEach((each) => (each.disabled = false)));

// What a form sent is refused at its own address, where nothing can be loaded again.
if (location.pathname !== draft) history.replaceState(null, "", draft + location.hash);

const waiting = document.querySelector("#preview [data-load]");
if (waiting) {
  waiting.textContent = "กำลังเตรียมตัวอย่าง…";
  look(form.elements.place.value);
}
