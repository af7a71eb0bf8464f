// The calendar of project, size and close: shows what was computed beforehand for the site and the day chosen.
// It counts how many values exceed a number of desks and writes whole numbers; all texts come from sim.report.calendar.
"use strict";
(() => {
  const byId = (name) => document.getElementById(`calendar-${name}`);
  const data = JSON.parse(byId("data").textContent);
  const section = document.getElementById("calendar");
  const cards = [...section.querySelectorAll(".number-card")].map((card) => card.id.replace("calendar-", ""));
  const days = [...byId("months").querySelectorAll("button")];
  const chooser = { place: byId("place"), step: byId("step"), show: byId("show"), year: byId("year") };
  let place = data.places[0];
  let number = 0;
  let opened = null;

  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const whole = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, data.thousands);
  const step = () => Number(chooser.step?.value ?? 0);
  const seen = () => place.seen[step()];
  const desks = () => (place.desks ? numbers()[number] : seen().desks);

  // Whole numbers come as texts in which each has equally many signs.
  const read = new Map();
  function unpacked(text, values) {
    const key = `${values} ${text}`;
    if (!read.has(key)) {
      const width = text.length / values;
      const found = Array.from({ length: values }, (_, at) =>
        [...text.slice(at * width, (at + 1) * width)].reduce((sum, sign) => sum * data.signs.length + data.signs.indexOf(sign), 0));
      read.set(key, found);
    }
    return read.get(key);
  }
  const column = (name) => unpacked(seen()[name], days.length);
  function numbers() {
    return unpacked(place.desks.numbers, place.desks.count);
  }

  // In how many of the replications kept more desks are wanted than chosen, by day.
  function short() {
    if (!place.desks) {
      return { counts: column("short"), of: seen().of };
    }
    const counts = days.map(() => 0);
    const wanted = days.map(() => 0);
    place.desks.ranked.forEach((more) => {
      unpacked(more, days.length).forEach((value, day) => {
        wanted[day] += value;
        counts[day] += wanted[day] > desks() ? 1 : 0;
      });
    });
    return { counts, of: place.desks.ranked.length };
  }

  function chosen() {
    const choice = place.desks ? fill(data.say.with_desks, { desks: whole(desks()) }) : data.steps[step()];
    return choice ? fill(data.say.chosen, { place: place.name, choice }) : place.name;
  }

  function showCards() {
    byId("chosen").textContent = chosen();
    cards.forEach((key, at) => {
      let [value, limits, rest, change, tone] = seen().cards[at].map((text) => data.texts[text]);
      if (place.desks && key === "desks") {
        value = whole(desks());
      }
      if (place.desks && key === "short") {
        [value, limits] = ["value", "limits"].map(
          (name) => data.texts[unpacked(place.desks[name], place.desks.count)[number]]);
      }
      byId(`${key}-value`).textContent = value;
      byId(`${key}-about`).textContent = fill((place.whole ? data.about_whole : data.about)[at], { limits, rest });
      byId(`${key}-change`).textContent = change;
      byId(`${key}-change`).className = `change ${tone}`.trim();
    });
  }

  function showDays() {
    const { counts, of } = short();
    const [mean, home] = [column("mean"), column("home")];
    const shown = chooser.show.value;
    const values = { wanted: mean, short: counts.map((count) => count / of), home }[shown];
    const scale = shown === "short" ? data.shares : place[shown];
    let over = 0;
    days.forEach((day, at) => {
      const tooFew = 2 * counts[at] > of;
      over += tooFew ? 1 : 0;
      day.className = `color-${scale.uppers.filter((upper) => values[at] > upper).length}${tooFew ? " over" : ""}`;
      day.setAttribute("aria-label", fill(data.say.label, {
        date: data.dates[at],
        wanted: whole(mean[at]),
        often: fill(data.say.often, { short: counts[at], of }),
        home: data.sent[home[at]],
      }));
    });
    byId("legend").querySelectorAll(".means").forEach((means, color) => {
      means.textContent = scale.words[color];
    });
    byId("days").textContent = fill(data.say.days, { measure: chooser.show.selectedOptions[0].text });
    byId("said").textContent = fill(data.say.said, { chosen: chosen(), days: whole(over), all_days: whole(days.length) });
    showDay(counts, of);
  }

  function showDay(counts, of) {
    byId("opened").hidden = opened === null;
    byId("none").hidden = opened !== null;
    days.forEach((day, at) => {
      if (at === opened) {
        day.setAttribute("aria-current", "true");
      } else {
        day.removeAttribute("aria-current");
      }
    });
    if (opened === null) {
      return;
    }
    const at = (name) => column(name)[opened];
    const band = fill(data.say.band, { low: whole(at("low")), high: whole(at("high")) });
    const texts = {
      wanted: whole(at("mean")),
      band: seen().of > 1 ? band : data.say.one,
      desks: whole(desks()),
      short: fill(data.say.often, { short: counts[opened], of }),
      home: data.sent[at("home")],
    };
    byId("date").textContent = data.dates[opened];
    Object.entries(texts).forEach(([name, text]) => {
      byId(`day-${name}`).textContent = text;
    });
  }

  function openDay(day) {
    opened = day;
    const { counts, of } = short();
    showDay(counts, of);
  }

  function show() {
    if (place.desks) {
      byId("slider").value = number;
      byId("slider").setAttribute("aria-valuetext", whole(desks()));
    }
    showCards();
    showDays();
  }

  // The days in sight; exactly one of them can be reached by the Tab key.
  const inSight = () => days.filter((day) => !day.closest("table").hidden);
  function reach(day) {
    days.forEach((other) => {
      other.tabIndex = other === day ? 0 : -1;
    });
  }

  function choosePlace() {
    place = data.places[Number(chooser.place.value)];
    if (place.desks) {
      const { today, found, range, as_today: asToday, as_found: asFound } = place.desks;
      byId("range").textContent = range;
      byId("slider").max = numbers().length - 1;
      byId("today").textContent = asToday;
      byId("found").textContent = asFound;
      byId("found").hidden = found === null;
      byId("marks").replaceChildren(...[today, found].filter((mark) => mark !== null).map((mark) => {
        const option = document.createElement("option");
        option.value = mark;
        return option;
      }));
      number = found ?? today;
      settle();
    }
    show();
  }

  function settle() {
    byId("box").value = desks();
  }
  // The nearest number of desks that was computed.
  function nearest(wanted) {
    const away = numbers().map((one) => Math.abs(one - wanted));
    number = away.indexOf(Math.min(...away));
    show();
  }

  chooser.place.addEventListener("change", choosePlace);
  chooser.show.addEventListener("change", show);
  chooser.step?.addEventListener("change", show);
  chooser.year?.addEventListener("change", chooseYear);
  if (place.desks) {
    byId("slider").addEventListener("input", (event) => {
      number = Number(event.target.value);
      show();
      settle();
    });
    // While somebody types, half a number must not be put right; when they leave the box it is.
    byId("box").addEventListener("input", (event) => {
      const typed = event.target.valueAsNumber;
      if (typed >= numbers()[0] && typed <= numbers().at(-1)) {
        nearest(typed);
      }
    });
    byId("box").addEventListener("change", (event) => {
      const typed = event.target.valueAsNumber;
      nearest(Number.isNaN(typed) ? desks() : typed);
      settle();
    });
    ["today", "found"].forEach((name) => {
      byId(name).addEventListener("click", () => {
        number = place.desks[name];
        show();
        settle();
      });
    });
  }

  function chooseYear() {
    byId("months").querySelectorAll("table").forEach((month) => {
      month.hidden = Boolean(chooser.year) && month.dataset.year !== chooser.year.value;
    });
    reach(inSight()[0]);
  }

  // From a day to the next one of the same weekday, over days off.
  function sameWeekday(day, way) {
    const weekday = data.weekdays[days.indexOf(day)];
    const from = days.indexOf(day);
    const all = days.map((_, at) => at).filter((at) => data.weekdays[at] === weekday && (at - from) * way > 0);
    return days[way > 0 ? all[0] : all.at(-1)];
  }
  function target(day, event) {
    const sight = inSight();
    const here = sight.indexOf(day);
    const week = [...day.closest("tr").querySelectorAll("button")];
    const month = [...byId("months").querySelectorAll("table:not([hidden])")];
    const beside = (way) => month[month.indexOf(day.closest("table")) + way]?.querySelector("button");
    const moves = {
      ArrowLeft: () => sight[here - 1],
      ArrowRight: () => sight[here + 1],
      ArrowUp: () => sameWeekday(day, -1),
      ArrowDown: () => sameWeekday(day, 1),
      Home: () => (event.ctrlKey ? sight[0] : week[0]),
      End: () => (event.ctrlKey ? sight.at(-1) : week.at(-1)),
      PageUp: () => beside(-1),
      PageDown: () => beside(1),
    };
    return moves[event.key];
  }
  byId("months").addEventListener("keydown", (event) => {
    const move = days.includes(event.target) ? target(event.target, event) : null;
    if (!move) {
      return;
    }
    event.preventDefault();
    const next = move();
    if (next && inSight().includes(next)) {
      reach(next);
      next.focus();
    }
  });
  byId("months").addEventListener("click", (event) => {
    const at = days.indexOf(event.target);
    if (at >= 0) {
      reach(days[at]);
      openDay(opened === at ? null : at);
      // What is said of a day may have come to lie over it.
      days[at].scrollIntoView({ block: "nearest" });
    }
  });

  // What a number rests on shows on hover and focus by style alone, and stays after a tap until the next one.
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
      if (days.includes(event.target)) {
        openDay(null);
      }
    }
  });
  ["pointermove", "focusin"].forEach((kind) => {
    document.addEventListener(kind, () => section.classList.remove("dismissed"));
  });

  byId("without-script").hidden = true;
  section.hidden = false;
  chooseYear();
  choosePlace();
})();
