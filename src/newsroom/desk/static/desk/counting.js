/* Counts the characters of titles while they are typed, and shows what stands for one that is empty. */
document.addEventListener("DOMContentLoaded", () => {
  const fields = [...document.querySelectorAll("[data-desk-most]")];
  const standsFor = (field) => {
    const other = document.getElementById(field.dataset.deskElse || "");
    return other ? other.value || standsFor(other) : "";
  };

  for (const field of fields) {
    const most = Number(field.dataset.deskMost);
    const count = document.createElement("p");
    count.className = "desk-count";
    count.id = `${field.id}-count`;
    // Only what is new is read out: that it became too long, and that it no longer is.
    const said = document.createElement("p");
    said.className = "w-sr-only";
    said.setAttribute("role", "status");
    field.after(count, said);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), count.id].filter(Boolean).join(" "));
    let wasLong = false;
    const tell = () => {
      const length = [...field.value.trim()].length;
      const isLong = length > most;
      count.textContent = `${length} of ${most} characters${isLong ? `: ${length - most} too many to be shown whole` : ""}`;
      count.hidden = length === 0;
      count.classList.toggle("desk-problem", isLong);
      if (isLong !== wasLong) said.textContent = isLong ? `Longer than ${most} characters: it will be cut off.` : "Short enough.";
      wasLong = isLong;
    };
    field.addEventListener("input", tell);
    tell();
  }

  const offer = () => {
    for (const field of fields) if (field.dataset.deskElse) field.placeholder = standsFor(field);
  };
  document.addEventListener("input", offer);
  offer();
});
