// Runs before the first paint: appearance and language as chosen on this device, so that nothing flashes.
(() => {
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const root = document.documentElement;
  const theme = read("ecolehub.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const known = ["fr", "nl", "en"];
  const wished = [read("ecolehub.language"), ...(navigator.languages || [])].map((l) => (l || "").slice(0, 2).toLowerCase());
  const language = wished.find((l) => known.includes(l)) || "fr";
  root.lang = language;
  const words = document.createElement("link");
  Object.assign(words, { rel: "preload", as: "fetch", href: `/locales/${language}.ftl`, crossOrigin: "anonymous" });
  document.head.append(words);
})();
