// What the scripts of explorer and calendar share: sentences to fill, numbers to explain, a number of desks to choose.
"use strict";
const controls = (() => {
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const whole = (number, thousands) => String(number).replace(/\B(?=(\d{3})+$)/g, thousands);

  // What a number rests on shows on hover and focus by style alone, and stays after a tap until the next one.
  function explain(section, escaped = () => {}) {
    const figures = section.querySelectorAll(".figure");
    const open = (one) => {
      figures.forEach((figure) => figure.setAttribute("aria-expanded", String(figure === one)));
    };
    figures.forEach((figure) => {
      figure.addEventListener("click", () => open(figure.getAttribute("aria-expanded") === "true" ? null : figure));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        open(null);
        section.classList.add("dismissed");
        escaped(event);
      }
    });
    ["pointermove", "focusin"].forEach((kind) => {
      document.addEventListener(kind, () => section.classList.remove("dismissed"));
    });
  }

  // A slider and a box for the same number; returns what writes the number that is chosen into the box.
  function choice({ slider, box, first, last, current, slide, choose }) {
    const settle = () => {
      box.value = current();
    };
    slider.addEventListener("input", () => {
      slide(Number(slider.value));
      settle();
    });
    // While somebody types, half a number must not be put right; when they leave the box it is.
    box.addEventListener("input", () => {
      if (box.valueAsNumber >= first() && box.valueAsNumber <= last()) {
        choose(box.valueAsNumber);
      }
    });
    box.addEventListener("change", () => {
      choose(Number.isNaN(box.valueAsNumber) ? current() : box.valueAsNumber);
      settle();
    });
    return settle;
  }

  return { fill, whole, explain, choice };
})();
