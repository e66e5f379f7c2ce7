"use strict";
(() => {
  const folds = () => [...document.querySelectorAll("details")];
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = folds().filter((fold) => !fold.open && !fold.classList.contains("screen-only"));
    opened.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();

  const table = document.querySelector("table.claims");
  const sift = document.querySelector(".sift");
  if (!table || !sift) { return; }
  const rows = [...table.tBodies[0].rows];
  const key = (row, name) => row.dataset[name] === "" ? Infinity : Number(row.dataset[name]);
  const order = (head) => {
    const name = head.dataset.sort;
    const down = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    // rows without a number stay last either way; ties keep the order of the document
    const away = (row) => key(row, name) === Infinity;
    rows.sort((a, b) => away(a) - away(b)
      || (away(a) ? 0 : (down ? -1 : 1) * (key(a, name) - key(b, name))) || key(a, "order") - key(b, "order"));
    table.tBodies[0].append(...rows);
  };
  table.querySelectorAll("th[data-sort]").forEach((head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => order(head));
    head.append(button);
  });
  const boxes = [...sift.querySelectorAll("input[type=checkbox]")];
  const words = sift.querySelector("input[type=search]");
  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const text = words.value.trim().toLowerCase();
    rows.forEach((row) => {
      row.hidden = !wanted.has(row.dataset.word) || !row.textContent.toLowerCase().includes(text);
    });
    const shown = rows.filter((row) => !row.hidden).length;
    sift.querySelector("[role=status]").textContent = shown < rows.length ? `${shown} of ${rows.length} claims shown` : "";
  };
  sift.addEventListener("input", filter);
  sift.hidden = false;
})();
