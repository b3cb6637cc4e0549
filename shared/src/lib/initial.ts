export const upperInitial = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
export const lowerInitial = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
