// Files: Thai words in place of the browser's own, and places to drop a file, which light up
// under it and send their form at once where it says so.

const NONE = "ยังไม่ได้เลือกแฟ้ม";

// The browser's own control stays under these words: keyboard, screen reader and label use it.
function say(input) {
  const inside = input.closest("label");
  const words = document.createElement(inside || !input.id ? "span" : "label");
  if (words.localName === "label") words.htmlFor = input.id;
  words.className = "chooser";
  words.setAttribute("aria-hidden", "true");
  const button = document.createElement("span");
  button.className = "button";
  button.textContent = "เลือกแฟ้ม";
  const chosen = document.createElement("span");
  chosen.className = "chosen";
  words.append(button, chosen);
  input.classList.add("behind");
  input.after(words);
  const name = () => {
    chosen.textContent = [...input.files].map((file) => file.name).join(", ") || NONE;
    input.setCustomValidity(""); // asked anew when the form is sent
  };
  input.addEventListener("change", name);
  input.addEventListener("invalid", () => input.setCustomValidity("เลือกแฟ้มก่อน"));
  input.form?.addEventListener("reset", () => setTimeout(name));
  addEventListener("pageshow", name); // a browser that goes back brings the file along
  name();
}

for (const input of document.querySelectorAll('input[type="file"]')) say(input);

for (const place of document.querySelectorAll(".drop")) {
  const input = place.querySelector('input[type="file"]');

  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // data-send: choosing is all there is to do; the form's own button is for those without scripts
  if ("send" in input.dataset) {
    const send = () => input.files.length && input.form.requestSubmit();
    input.addEventListener("change", send);
    // chosen before this ran; whoever comes back to the page does not send it again
    if (performance.getEntriesByType("navigation")[0]?.type === "navigate") send();
  }
}
