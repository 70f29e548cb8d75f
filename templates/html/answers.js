"use strict";
// Saves the answers of the form as a file that `gradsheet grade` reads, and fills them in again. Sends nothing anywhere.
(() => {
  const form = document.getElementById("answers");
  const status = document.getElementById("status");
  const filled = document.getElementById("filled");
  const opened = document.getElementById("opened");
  const said = form.dataset;
  const kept = "gradsheet " + said.code;
  const names = [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];

  const answers = () =>
    Object.fromEntries([...new FormData(form)].filter(([name, value]) => names.includes(name) && value.trim()));
  const tell = (words, file = "") => { status.textContent = words.replace("{file}", file); };
  const count = () => {
    filled.textContent = said.filled.replace("{count}", Object.keys(answers()).length).replace("{all}", names.length);
  };
  // A browser may forbid its store, or have no room in it; then the file is what there is.
  const store = (use) => { try { return use(window.localStorage); } catch { return null; } };
  const keep = () => {
    store((place) => place.setItem(kept, JSON.stringify(answers())));
    count();
  };
  const fill = (found) => {
    for (const name of names) {
      const field = form.elements.namedItem(name);
      const text = typeof found[name] === "string" ? found[name] : "";
      if (field instanceof RadioNodeList) {
        for (const option of field) option.checked = option.value === text;
      } else {
        field.value = text.slice(0, field.maxLength);
      }
    }
    keep();
  };
  const isAnswers = (found) => typeof found === "object" && found !== null && !Array.isArray(found);

  const save = () => {
    const found = answers();
    if (!Object.keys(found).length) return tell(said.empty);
    const text = JSON.stringify({ code: said.code, answers: found }, null, 1) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = said.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(said.saved, said.file);
  };
  const open = async () => {
    const file = opened.files[0];
    if (!file) return;
    let found = null;
    try { found = JSON.parse(await file.text()); } catch { /* told below */ }
    opened.value = "";
    if (!isAnswers(found) || !isAnswers(found.answers)) return tell(said.unread, file.name);
    if (found.code !== said.code) return tell(said.foreign, file.name);
    fill(found.answers);
    tell(said.opened, file.name);
  };
  const clear = () => {
    if (!window.confirm(said.really)) return;
    fill({});
    store((place) => place.removeItem(kept));
    tell(said.cleared);
  };
  // What is wider than the screen is reached by keyboard; what is not is no stop on the way.
  const wide = document.querySelectorAll(".wide");
  const reach = () => {
    for (const box of wide) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  const seen = new ResizeObserver(reach);
  for (const box of wide) {
    seen.observe(box);
    if (box.firstElementChild) seen.observe(box.firstElementChild);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", keep);
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("open").addEventListener("click", () => opened.click());
  document.getElementById("clear").addEventListener("click", clear);
  opened.addEventListener("change", open);
  document.getElementById("saving").hidden = false;

  let before = null;
  try { before = JSON.parse(store((place) => place.getItem(kept))); } catch { /* no answers */ }
  if (isAnswers(before) && Object.keys(before).length) {
    fill(before);
    tell(said.kept);
  }
  count();
})();
