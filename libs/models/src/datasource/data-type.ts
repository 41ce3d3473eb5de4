import { mappingSection, sizeOf, textOf } from './property-mapping.js';
import type { PropertyDefinition } from '../definition/property-definition.js';

/** The column type that a definition asks for. */
export interface ExplicitType {
  /** In capitals, with length or precision: `VARCHAR(40)`. */
  readonly dataType: string;
  readonly length: number | undefined;
}

const WITH_LENGTH = /^(?:N?VARCHAR2?|N?CHAR|CHARACTER|CHARACTER VARYING|BPCHAR|BIT|BIT VARYING|VARBIT)$/;
const WITH_PRECISION = /^(?:NUMERIC|DECIMAL|DEC|NUMBER)$/;

/**
 * `dataType` with `dataLength`, or `dataPrecision` and `dataScale`, where the type takes such. Discovered definitions carry
 * them for every column (`INTEGER` with a precision of 32), so that they cannot be appended to whatever type is there.
 */
export function explicitType(property: PropertyDefinition, sections: readonly string[]): ExplicitType | undefined {
  const section = mappingSection(property.raw, sections);
  const written = textOf(section, 'dataType') ?? textOf(property.raw, 'dataType');
  if (written === undefined) return undefined;
  const name = written.trim().toUpperCase();
  const inParentheses = /^[^(]*CHAR[^(]*\(\s*(\d+)\s*\)/.exec(name);
  if (inParentheses !== null) return { dataType: name, length: Number(inParentheses[1]) };
  if (WITH_LENGTH.test(name)) {
    const length = sizeOf(section.dataLength) ?? sizeOf(property.raw.length);
    return length === undefined ? { dataType: name, length } : { dataType: `${name}(${length})`, length };
  }
  if (WITH_PRECISION.test(name)) {
    const precision = sizeOf(section.dataPrecision) ?? sizeOf(property.raw.precision);
    const scale = sizeOf(section.dataScale) ?? sizeOf(property.raw.scale) ?? 0;
    return {
      dataType: precision === undefined ? name : `${name}(${precision},${scale})`,
      length: undefined,
    };
  }
  return { dataType: name, length: name === 'TEXT' ? sizeOf(section.dataLength) : undefined };
}
