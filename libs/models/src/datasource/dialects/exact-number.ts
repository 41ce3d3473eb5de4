/**
 * Digits as a number where that says the same: safe integers and decimals of up to 15 digits; else the text stays
 * (`9007199254740993`), and `NaN` and infinities are null.
 */
export function exactNumber(text: string): number | string | null {
  const number = Number(text);
  if (!Number.isFinite(number)) return null;
  if (Number.isSafeInteger(number) && !text.includes('.')) return number;
  const digits = text.replace(/^[+-]?0*\.?0*|\./g, '').replace(/0+$/, '');
  return digits.length <= 15 ? number : text;
}
