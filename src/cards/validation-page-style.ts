/** Made for paper first: A4, black on white, colour only beside a word or a sign. */
export const PAGE_STYLE = `
@page { size: A4; margin: 12mm 14mm; }
* { box-sizing: border-box; }
html { font: 10.5pt/1.45 "Segoe UI", "Noto Sans", "Noto Sans JP", "Noto Sans Arabic", system-ui, sans-serif; color: #1b1b1f; background: #eceef2; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; }
main { width: 210mm; max-width: 100%; margin: 8mm auto; padding: 16mm 15mm; background: #fff; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0; }
h2 { font-size: 12pt; margin: 0 0 2mm; }
p { margin: 0 0 1.5mm; }
header { border-bottom: .5mm solid #1b1b1f; padding-bottom: 3mm; margin-bottom: 4mm; }
.organisation { font-weight: 600; }
.date, footer { color: #55565c; }
section { margin-bottom: 5mm; }
.verdict { border-inline-start: 1.6mm solid #8a5a00; background: #fdf6e8; padding: 3mm 4mm; }
.verdict.pass { border-color: #0f6b38; background: #eef8f1; }
.verdict h2, .verdict p { margin: 0; }
.verdict .word { border: .3mm solid currentColor; border-radius: 1mm; padding: 0 1.5mm; font-size: 9pt; }
.figures { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 1.5mm; }
figure p { font-size: 9pt; margin-top: 1.5mm; }
svg { display: block; width: 100%; }
.bar { height: 7mm; border: .2mm solid #1b1b1f; }
.bar .done { fill: #0f6b38; }
.bar .open { fill: #f2c3bd; }
[dir="rtl"] .bar { transform: scaleX(-1); }
.days rect { fill: #5b5fc7; }
.days text { font-size: 8px; text-anchor: middle; fill: #1b1b1f; direction: ltr; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: start; vertical-align: top; padding: 1.4mm 2mm; border-bottom: .2mm solid #c8c9cf; overflow-wrap: anywhere; }
thead th { border-bottom: .4mm solid #1b1b1f; white-space: nowrap; overflow-wrap: normal; }
tbody th { font-weight: 600; width: 26%; }
.result { white-space: nowrap; font-weight: 600; }
.result.pass { color: #0f6b38; }
.result.open { color: #a3241a; }
.result.unknown { color: #7a4f00; }
em { font-style: normal; color: #55565c; }
.signatures { break-inside: avoid; margin-top: 6mm; }
.signature { display: grid; grid-template-columns: 4fr 3fr 4fr; gap: 6mm; }
.line { border-bottom: .3mm solid #1b1b1f; height: 14mm; display: flex; align-items: flex-start; font-size: 8.5pt; color: #55565c; }
footer { font-size: 8.5pt; border-top: .2mm solid #c8c9cf; padding-top: 2mm; }
@media print {
  html { background: #fff; font-size: 9pt; line-height: 1.35; }
  main { width: auto; margin: 0; padding: 0; }
  h1 { font-size: 17pt; }
  h2 { font-size: 10.5pt; margin-bottom: 1mm; }
  table { font-size: 8.5pt; }
  th, td { padding: .8mm 1.5mm; }
  section { margin-bottom: 3mm; }
  .bar { height: 5mm; }
  .days { max-height: 26mm; }
  .signatures { margin-top: 3mm; }
}
@media (max-width: 640px) { .figures, .signature { grid-template-columns: 1fr; } main { margin: 0; padding: 6mm; } }
`;
