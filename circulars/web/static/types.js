// Letter types: cases of a test preview made one after the other; typed text is not left behind.

async function make(section) {
  const before = section.innerHTML;
  const title = section.querySelector("strong").textContent;
  section.setAttribute("aria-busy", "true");
  section.replaceChildren(said(`${title}: กำลังทำ…`), document.createElement("progress"));
  try {
    const answer = await fetch(section.dataset.case);
    const text = await answer.text();
    if (answer.ok) {
      section.innerHTML = text; // a part of a page of ours, escaped there
      section.dataset.made = "";
    } else {
      const page = new DOMParser().parseFromString(text, "text/html");
      section.replaceChildren(said(title), ...page.querySelectorAll(".findings"));
    }
  } catch {
    section.innerHTML = before;
    section.append(said("ติดต่อบริการไม่ได้ ลองอีกครั้ง"));
  }
  section.removeAttribute("aria-busy");
}

function said(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

const cases = [...document.querySelectorAll(".case")];
for (const section of cases) {
  section.addEventListener("click", (event) => {
    if (!event.target.closest("a.button")) return;
    event.preventDefault();
    make(section);
  });
}

for (const section of document.querySelectorAll("[data-now]")) make(section);

const all = document.querySelector("[data-all]");
if (all) {
  const left = () => cases.filter((section) => !("made" in section.dataset));
  all.hidden = !left().length;
  all.addEventListener("click", async () => {
    all.disabled = true;
    for (const section of left()) await make(section);
    all.hidden = true;
  });
}

// Every form of the page leads away from it: letter.toml that was typed and not sent is asked about.
const typed = document.querySelector("textarea.code");
if (typed) {
  let sent = false;
  typed.form.addEventListener("submit", () => (sent = true));
  addEventListener("pageshow", () => (sent = false)); // back, the text is as it was left
  addEventListener("beforeunload", (event) => {
    if (!sent && typed.value !== typed.defaultValue) event.preventDefault();
  });
}
