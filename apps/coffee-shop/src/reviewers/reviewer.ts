/** Data of the model Reviewer, as common/models/reviewer.json defines them. */
export interface Reviewer {
  id: number;
  name: string;
  email: string;
  joined: Date;
}
