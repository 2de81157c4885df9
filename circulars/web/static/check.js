// While files are being checked the page says so.

const form = document.querySelector("#check");
const button = form.querySelector("button");
const working = document.querySelector("#working");

form.addEventListener("submit", () => {
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  working.hidden = false;
});
// back from the results: the page is as it was left
addEventListener("pageshow", () => {
  button.removeAttribute("aria-busy");
  button.disabled = false;
  working.hidden = true;
});
