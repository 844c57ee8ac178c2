/** Values of fields, by definition and field. */
export const ENUMS: { readonly [field: string]: readonly string[] } = {};
