/** A table of as many systems as wanted, always the same: two eras of compute and of size, with scatter. */
export function generatedTable(rows: number): string {
  let state = 1;
  const next = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const scatter = (): number => 2 * (next() + next() - 1);
  const two = (value: number): string => String(value).padStart(2, "0");
  const lines = ["Model,Publication date,Training compute (FLOP),Parameters,Organization,Domain"];
  for (let i = 0; i < rows; i++) {
    const age = 35 * Math.sqrt(next());
    const date = `${1990 + Math.floor(age)}-${two(1 + Math.floor(12 * next()))}-${two(1 + Math.floor(28 * next()))}`;
    const flop = 10 ** (12 + 0.1 * age + 0.4 * Math.max(0, age - 20) + scatter());
    const size = 10 ** (4 + 0.1 * age + 0.4 * Math.max(0, age - 26) + scatter());
    const maker = `Maker ${Math.floor(300 * next())}`;
    lines.push(
      `m${i},${date},${flop.toExponential(3)},${size.toExponential(3)},${maker},${i % 3 === 0 ? "Vision" : "Language"}`,
    );
  }
  return lines.join("\n");
}
