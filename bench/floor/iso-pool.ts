import pg from 'pg';

const TIMESTAMP = 1184;
const COMMON_TIMESTAMP = '2015-01-01 01:01:00.123+00'.length;

/** Timestamps stay texts: to make dates of them, only to format them again, would be most of the cost of a long list. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) => (type === TIMESTAMP ? isoText : pg.types.getTypeParser(type, format)),
};

/** Connections that give dates as they are answered. */
export function isoPool(): pg.Pool {
  return new pg.Pool({
    connectionString: process.env['BENCH_DATABASE'],
    max: 8,
    options: '-c TimeZone=UTC',
    types,
  });
}

function isoText(text: string): string {
  if (text.length !== COMMON_TIMESTAMP) return new Date(text).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`;
}
