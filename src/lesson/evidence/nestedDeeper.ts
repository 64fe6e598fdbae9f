/** Whether brackets outside of strings are nested deeper than this: told before anything parses the text, which might not stand it. */
export function nestedDeeper(json: string, most: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < json.length; i++) {
    const c = json[i];
    if (isInString) {
      if (c === '\\') i++;
      else if (c === '"') isInString = false;
    } else if (c === '"') isInString = true;
    else if (c === '{' || c === '[') {
      if (++depth > most) return true;
    } else if (c === '}' || c === ']') depth--;
  }
  return false;
}
