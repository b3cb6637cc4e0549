/** Loaded for what it does. */
declare module '*.css'
