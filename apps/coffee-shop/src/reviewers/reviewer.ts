/** Data of the model Reviewer, as common/models/reviewer.json defines them. */
export interface Reviewer {
  id: number;
  name: string;
  email: string;
  /** Stored as a hash, and never answered. */
  password: string;
  joined: Date;
}
