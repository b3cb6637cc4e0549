/** Loaded for what it does. */
declare module '*.css'
declare module '*.css?inline' {
  const text: string
  export default text
}
