// Pictures that are being made come a little later: they are asked for again.

const PAUSE = 3000; // milliseconds
const TIMES = 20;

function again(image, times) {
  if (times < TIMES) setTimeout(() => (image.src = `${image.src.split("#")[0]}#${times}`), PAUSE);
}

for (const image of document.querySelectorAll("img[data-again]")) {
  let times = 0;
  image.addEventListener("error", () => {
    image.parentElement.classList.add("coming");
    again(image, ++times);
  });
  image.addEventListener("load", () => image.parentElement.classList.remove("coming"));
  if (image.complete && !image.naturalWidth && image.loading !== "lazy") image.dispatchEvent(new Event("error"));
}
