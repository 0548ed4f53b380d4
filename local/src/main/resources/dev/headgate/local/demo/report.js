"use strict";
(() => {
  const { summary: run, timeline: t } = JSON.parse(document.getElementById("data").textContent);
  const count = (n) => n.toLocaleString("en");
  const fixed = (n, digits) => n.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const text = (id, value) => { document.getElementById(id).textContent = value; };
  const last = t.seconds.length - 1;
  const clean = run.gateway429s === 0;
  const following = run.following;
  const outage = run.outage;

  // Words and tiles.
  const measured = run.utilisation > 0;
  const away = outage ? fixed(outage.outUntilSeconds - outage.outFromSeconds, 0) : 0;
  text("headline", outage
    ? `${count(run.reviews)} reviews through ${away} s without the gateway, ${run.lost + run.deadLettered === 0 ? "and none lost" : `${count(run.lost + run.deadLettered)} unanswered`}`
    : following
    ? `${fixed(100 * following.utilisation, 1)}\u00a0% of a limit that Headgate was not told, ${clean ? "and not one call refused" : `${fixed(100 * following.refusedShare, 1)}\u00a0% of the calls refused`}`
    : measured
    ? `${count(run.reviews)} reviews at ${fixed(100 * run.utilisation, 1)}\u00a0% of the allowed rate, ${clean ? "and not one call refused" : `${count(run.gateway429s)} calls refused`}`
    : `${count(run.reviews)} reviews within the first burst`);
  const hiddenRates = following ? following.hiddenRate.split(",").map((step) => step.split("@"))
    .map(([rate, from]) => from ? `${count(Number(rate))} from ${from} s on` : `${count(Number(rate))} calls a second`).join(", ") : "";
  text("lead", following
    ? `The gateway takes ${hiddenRates}, and says nothing but yes or 429. Headgate began with ${count(run.allowedPerSecond)} and followed, while the ${run.workflow} workflow took ${count(run.reviews)} customer reviews to it. This is what the gateway saw.`
    : `The ${run.workflow} workflow took ${count(run.reviews)} customer reviews to an AI gateway that allows ${count(run.allowedPerSecond)} calls a second and ${count(run.allowedBurst)} at once.`
    + ` Headgate told each call the moment from which it may start.${outage ? ` From ${fixed(outage.outFromSeconds, 0)} s to ${fixed(outage.outUntilSeconds, 0)} s the gateway failed every call.` : ""} This is what the gateway saw.`);
  if (run.lost > 0 || run.duplicates > 0 || run.execution !== "SUCCEEDED") document.getElementById("verdict").classList.add("failed");
  text("refused", clean
    ? "None: in no second of this run did the gateway refuse a call."
    : "Calls for which the gateway had no room, second by second; each was told to come back later.");

  const per = (n) => `${fixed(n / run.reviews, 2)} a review`;
  const tiles = [
    ["Answered", count(run.succeeded), `of ${count(run.reviews)} reviews`, run.succeeded + run.deadLettered === run.reviews ? "" : "bad"],
    ["Refused (429)", count(run.gateway429s), `of ${count(run.gatewayCalls)} calls`, clean ? "good" : "bad"],
    ["Achieved", measured ? fixed(run.achievedPerSecond, 2) : "–", following ? "calls/s, from first to last" : `calls/s, of ${count(run.allowedPerSecond)} allowed`, "", "/s"],
    following
      ? ["Utilisation", fixed(100 * following.utilisation, 1), `of ${fixed(following.hiddenPerSecond, 1)} calls/s, in ${fixed(following.measuredSeconds, 0)} s`, "", "%"]
      : ["Utilisation", measured ? fixed(100 * run.utilisation, 1) : "–", "of the allowed rate, after the first burst", "", "%"],
    ["Lost · twice", `${count(run.lost)} · ${count(run.duplicates)}`, `${count(run.deadLettered)} in the dead-letter queue`, run.lost + run.duplicates === 0 ? "good" : "bad"],
    ["Duration", fixed(run.seconds, 1), "from first to last call", "", "s"],
    ["Transitions", count(run.billedTransitions), per(run.billedTransitions), ""],
    ["On AWS, about", `$${fixed(1000 * run.costDollars / run.reviews, 3)}`, "per 1,000 reviews, without the AI", ""],
  ];
  const tileBox = document.getElementById("tiles");
  for (const [name, value, note, mood, unit] of tiles) {
    const tile = document.createElement("div");
    tile.className = `tile ${mood}`;
    const add = (cls, content) => { const e = document.createElement("div"); e.className = cls; e.textContent = content; tile.append(e); return e; };
    add("name", name);
    const shown = add("value", value);
    if (unit) { const small = document.createElement("small"); small.textContent = ` ${unit}`; shown.append(small); }
    add("note", note);
    tileBox.append(tile);
  }

  const body = document.querySelector("#figures tbody");
  const figures = Object.entries({ ...run, outage: null, following: null, ...run.outage, ...following, adjuster: null })
    .filter(([, value]) => value !== null);
  for (const [name, value] of figures) {
    const row = body.insertRow();
    row.insertCell().textContent = name.replace(/([a-z])([A-Z0-9])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replace(/^./, (c) => c.toUpperCase());
    row.insertCell().textContent = typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 4 }) : Array.isArray(value) ? value.map((v) => v ?? "not at all").join(", ") : value;
  }

  if (following) {
    document.querySelectorAll(".following").forEach((section) => { section.hidden = false; });
    text("adjuster-text", following.adjuster.length === 0
      ? `Nothing: no alarm lasted (their periods are shortened to ${following.alarmPeriodSeconds} s here). Alarms are the slow loop, for what the rate does not cure.`
      : `Alarms are the slow loop. Their periods are shortened to ${following.alarmPeriodSeconds} s here; each change is as its audit has it.`);
    const steps = document.querySelector("#adjuster tbody");
    for (const step of following.adjuster) {
      const row = steps.insertRow();
      for (const cell of [`${fixed(step.atSeconds, 0)} s`, step.what.toLowerCase(), `${step.from} → ${step.to}`, step.why]) row.insertCell().textContent = cell;
    }
  }

  const spans = [];
  t.circuit.forEach((state, i) => {
    if (spans.length && spans.at(-1).state === state) spans.at(-1).to = i + 1;
    else spans.push({ state, from: i, to: i + 1 });
  });
  const opened = spans.filter((s) => s.state === "OPEN").length;
  const lived = !outage || outage.openedAfterSeconds === null ? "" :
    ` It opened ${fixed(outage.openedAfterSeconds, 1)} s after the outage began, let at most ${count(outage.mostProbesAtOnce)} probes out at once, and `
    + (outage.recoveredAfterSeconds === null ? "was not closed again." : `closed ${fixed(outage.recoveredAfterSeconds, 1)} s after the gateway was back.`);
  text("circuit-text", opened === 0
    ? outage ? "Closed all the way: too few calls failed." : "Closed all the way: the gateway stayed well."
    : lived ? `While it is open the gateway is left alone, then a few probes ask whether it is well again.${lived}`
    : `It opened ${opened === 1 ? "once" : `${opened} times`}: while it is open the gateway is left alone, then a few probes ask whether it is well again.`);

  const key = document.getElementById("circuit-key");
  for (const [state, name] of [["closed", "closed"], ["half", "half-open"], ["open", "open"], ...(outage ? [["out", "the gateway was out"]] : [])]) {
    const entry = document.createElement("span");
    entry.className = state;
    entry.textContent = name;
    key.append(entry);
  }

  // Charts.
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const sync = uPlot.sync("run");
  const clock = (s) => s >= 60 ? `${Math.floor(s / 60)}:${String(Math.round(s % 60)).padStart(2, "0")}` : `${s} s`;
  let charts = [];

  function options(id, height, series, more = {}) {
    const font = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
    const axis = { stroke: css("--soft"), font, grid: { stroke: css("--grid"), width: 1 }, ticks: { show: false } };
    const box = document.getElementById(id);
    return {
      width: Math.max(240, box.clientWidth), height: height + 28, padding: [10, 12, 0, 0],
      cursor: { sync: { key: sync.key, setSeries: false }, drag: { x: false, y: false }, points: { show: false }, y: false },
      legend: { live: true },
      scales: { x: { time: false, range: () => [-0.5, last + 0.5] }, y: { range: (u, low, high) => more.range ? more.range(low, high) : [0, Math.max(1, high) * 1.12] } },
      axes: [
        { ...axis, grid: { show: false }, values: (u, ticks) => ticks.map((s) => Number.isInteger(s) ? clock(s) : ""), space: 56, gap: 6, size: 28 },
        { ...axis, size: 46, space: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000], ...(more.axis || {}) },
      ],
      series: [{ label: "second", value: (u, v) => v == null ? "–" : clock(v) }, ...series],
      hooks: { drawClear: [(u) => out(u, more.steps ? 0 : 0.5)], ...(more.hooks || {}) },
    };
  }

  const shown = (u, v) => v == null ? "–" : v.toLocaleString("en", { maximumFractionDigits: 1 });
  const bars = (label, colour, rest = {}) => ({ label, stroke: colour, fill: colour, width: 0, paths: uPlot.paths.bars({ size: [0.78, 60], gap: 0, radius: 0.15 }), points: { show: false }, value: shown, ...rest });
  const area = (label, colour, fill) => ({ label, stroke: colour, fill, width: 2, points: { show: last < 2 }, value: shown, paths: uPlot.paths.stepped({ align: 1 }) });

  function stacked() {
    const upTo = (...lists) => t.seconds.map((_, i) => lists.reduce((sum, list) => sum + list[i], 0));
    const all = [t.answered, t.failed, t.throttled];
    const line = t.rates ? t.rates.hidden : t.seconds.map(() => run.allowedPerSecond);
    const own = (list) => ({ value: (u, v, s, i) => i == null ? "–" : count(list[i]) });
    const series = [bars("answered", css("--accent"), own(t.answered))];
    const data = [t.seconds];
    const drawn = [];
    if (run.gateway429s > 0) { data.push(upTo(...all)); drawn.push(bars("refused (429)", css("--bad"), own(t.throttled))); }
    if (t.failed.some((n) => n > 0)) { data.push(upTo(t.answered, t.failed)); drawn.push(bars("failed", css("--warn"), own(t.failed))); }
    data.push(t.answered, line);
    drawn.push(series[0], { label: "allowed", stroke: css("--limit"), width: 1.6, dash: [6, 4], points: { show: false }, value: shown, ...(t.rates ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}) });
    return [drawn, data];
  }

  function band(u) {
    const { ctx, bbox } = u;
    const colours = { CLOSED: css("--closed"), HALF_OPEN: css("--half"), OPEN: css("--open") };
    const names = { CLOSED: "closed", HALF_OPEN: "half-open", OPEN: "open" };
    ctx.save();
    ctx.font = `600 ${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const span of spans) {
      const from = Math.max(bbox.left, u.valToPos(span.from - 0.5, "x", true));
      const to = Math.min(bbox.left + bbox.width, u.valToPos(span.to - 0.5, "x", true));
      ctx.fillStyle = colours[span.state] || css("--soft");
      ctx.beginPath();
      ctx.roundRect(from + 1, bbox.top, Math.max(1, to - from - 2), bbox.height, 5 * devicePixelRatio);
      ctx.fill();
      const name = names[span.state] || span.state.toLowerCase();
      if (ctx.measureText(name).width + 16 * devicePixelRatio < to - from) {
        ctx.fillStyle = css("--on-band");
        ctx.fillText(name, from + 8 * devicePixelRatio, bbox.top + bbox.height / 2);
      }
    }
    ctx.restore();
  }

  // Bars and the circuit have second n from n - 0.5 to n + 0.5, steps have it from n on.
  function out(u, before) {
    if (!outage) return;
    const { ctx, bbox } = u;
    const from = Math.max(bbox.left, u.valToPos(outage.outFromSeconds - before, "x", true));
    const to = Math.min(bbox.left + bbox.width, u.valToPos(outage.outUntilSeconds - before, "x", true));
    if (to <= from) return;
    ctx.save();
    ctx.fillStyle = css("--out");
    ctx.fillRect(from, 0, to - from, bbox.top + bbox.height);
    ctx.restore();
  }

  // A mark for each thing that the adjuster did.
  function marks(u) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.strokeStyle = css("--warn");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (const step of following.adjuster.filter((one) => one.atSeconds >= 0 && one.atSeconds <= last)) {
      const at = u.valToPos(step.atSeconds, "x", true);
      ctx.beginPath();
      ctx.moveTo(at, bbox.top);
      ctx.lineTo(at, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  function draw() {
    charts.forEach((chart) => chart.destroy());
    const [series, data] = stacked();
    const accent = css("--accent"), soft = css("--accent-soft");
    const make = (id, opts, columns) => new uPlot(opts, columns, document.getElementById(id));
    charts = [
      make("calls", options("calls", 230, series, { range: (low, high) => [0, Math.max(high, t.rates ? 0 : run.allowedPerSecond) * 1.15] }), data),
      make("throttled", options("throttled", clean ? 60 : 140, [bars("refused (429)", css("--bad"))], { range: (low, high) => [0, Math.max(clean ? 1 : 4, high * 1.15)], axis: clean ? { splits: () => [0, 1] } : {} }), [t.seconds, t.throttled]),
      make("room", options("room", 140, [area("room left", accent, soft)], { range: (low, high) => [Math.min(0, low), Math.max(high, t.rates ? 0 : run.allowedBurst) * 1.08], steps: true }), [t.seconds, t.room]),
      make("waiting", options("waiting", 170, [area("permits waiting", accent, soft)], { range: (low, high) => [0, Math.max(5, high * 1.12)], steps: true }), [t.seconds, t.waiting]),
      make("circuit", options("circuit", 44, [{ label: "state", stroke: "transparent", points: { show: false }, value: (u, v, s, i) => i == null ? "–" : t.circuit[i].toLowerCase().replace("_", "-") }],
        { range: () => [0, 1], axis: { values: () => [], grid: { show: false } }, hooks: { draw: [band] } }), [t.seconds, t.seconds.map(() => 0)]),
    ];
    if (t.rates) {
      const line = (label, colour, rest = {}) => ({ label, stroke: colour, width: 2, points: { show: false }, value: shown, paths: uPlot.paths.stepped({ align: 1 }), ...rest });
      // A rate that nobody has refused yet goes far beyond what is called: then it leaves the chart.
      const top = Math.max(...t.answered, ...t.rates.hidden);
      charts.push(make("rates", options("rates", 230, [
        bars("answered", css("--accent-soft")),
        line("allowed by the gateway, not told", css("--limit"), { dash: [6, 4], width: 1.6 }),
        line("granted by Headgate", css("--accent")),
      ], { range: (low, high) => [0, Math.min(high, 1.3 * top) * 1.08], hooks: { draw: [marks] } }), [t.seconds, t.answered, t.rates.hidden, t.rates.headgate]));
    }
    charts.forEach((chart) => sync.sub(chart));
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
})();
