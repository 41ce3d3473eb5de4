/** A user that the application is born with. */
export interface SeedUser {
  readonly name: string;
  readonly email: string;
  readonly role: 'admin' | 'manager' | 'critic';
  readonly joined: Date;
}

/** What all of them log in with. It is no secret: the page and the README tell it. */
export const SEED_PASSWORD = 'coffee-please';

export const SEED_USERS: readonly SeedUser[] = [
  { name: 'Foo Barista', email: 'foo@example.com', role: 'critic', joined: new Date('2024-01-01') },
  { name: 'Rita Ristretto', email: 'rita@example.com', role: 'critic', joined: new Date('2024-03-15') },
  { name: 'Max Mocha', email: 'max@example.com', role: 'critic', joined: new Date('2025-06-30') },
  { name: 'Mia Macchiato', email: 'mia@example.com', role: 'manager', joined: new Date('2023-11-05') },
  { name: 'Ada Americano', email: 'ada@example.com', role: 'admin', joined: new Date('2023-10-01') },
];
