/** As many customers as there are at the start of every round; what is created comes after them. */
export const CUSTOMERS = 10_000;
export const ORDERS = 50_000;
export const CITIES = 100;
