// The slider says its day in words; releasing it shows that day.
const slider = document.getElementById("slider");
if (slider) {
  const words = document.getElementById("slider-day");
  const first = Date.parse(`${slider.dataset.first}T00:00:00Z`);
  slider.addEventListener("input", () => { words.textContent = new Date(first + slider.value * 86400000).toISOString().slice(0, 10); });
  slider.addEventListener("change", () => slider.form.requestSubmit());
}
