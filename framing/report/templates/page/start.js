// Charts for a narrow page; then the page is shown as its address asks.
const small = window.matchMedia("(max-width: 40rem)");
async function fillNarrow() {
  if (!small.matches) return;
  const images = await load("narrow");
  for (const image of all("img[data-narrow]")) image.src = images[image.dataset.narrow];
}
small.addEventListener("change", fillNarrow);
fillNarrow();

apply();
route();
