// Readings as somebody types, and a button beside each result that copies it.

const form = document.querySelector("#type");
const text = form.elements.text;
const readings = document.querySelector("#readings");
const likeliest = document.querySelector("#likeliest"); // all readings would be too much to hear
const csrf = document.querySelector('meta[name="csrf"]').content;
const PAUSE = 180; // milliseconds without a key

let waiting = 0;
let asked = 0;

function addButtons() {
  for (const place of readings.querySelectorAll(".copied")) {
    const copied = place.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button copy";
    button.textContent = "คัดลอก";
    button.setAttribute("aria-label", `คัดลอก ${copied}`);
    button.addEventListener("click", () => copy(copied, button));
    place.append(button);
  }
}

async function copy(copied, button) {
  let done = true;
  try {
    await navigator.clipboard.writeText(copied);
  } catch {
    done = copyOld(copied);
  }
  button.textContent = done ? "คัดลอกแล้ว" : "คัดลอกไม่ได้";
  likeliest.textContent = button.textContent; // the button keeps its name for whoever listens
  setTimeout(() => (button.textContent = "คัดลอก"), 1500);
}

// Without https browsers have no clipboard of the new kind.
function copyOld(copied) {
  const aside = document.createElement("textarea");
  aside.value = copied;
  aside.className = "visually-hidden";
  document.body.append(aside);
  aside.select();
  const done = document.execCommand("copy");
  aside.remove();
  return done;
}

async function read() {
  const mine = ++asked;
  try {
    const answer = await fetch("/convert/readings", {
      method: "POST",
      headers: { "X-CSRF-Token": csrf },
      body: new URLSearchParams({ text: text.value }),
    });
    if (mine !== asked) return; // somebody has typed on
    if (!answer.ok) return form.requestSubmit(); // the page itself says what is wrong
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    readings.replaceChildren(...page.body.childNodes);
    likeliest.textContent = readings.querySelector("h3, .message, .empty")?.textContent ?? "";
    addButtons();
  } catch {
    if (mine !== asked) return;
    const said = document.createElement("p"); // what stood there is of another text
    said.className = "finding warn message";
    said.textContent = "ติดต่อบริการไม่ได้ จึงยังไม่ได้แปลงข้อความนี้ พิมพ์ต่อหรือเปิดหน้านี้ใหม่";
    readings.replaceChildren(said);
    likeliest.textContent = said.textContent;
  } finally {
    if (mine === asked) readings.setAttribute("aria-busy", "false");
  }
}

text.addEventListener("input", () => {
  readings.setAttribute("aria-busy", "true"); // what stands there is not of this text any more
  clearTimeout(waiting);
  waiting = setTimeout(read, PAUSE);
});
for (const example of document.querySelectorAll(".example")) {
  example.addEventListener("click", (event) => {
    event.preventDefault();
    text.value = example.textContent;
    text.focus();
    readings.setAttribute("aria-busy", "true");
    read();
  });
}
form.querySelector("button").hidden = true;
addButtons();
