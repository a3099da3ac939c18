/** Whether a text is a GUID in lower case, and so safe in a path and in a sentence. */
export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
