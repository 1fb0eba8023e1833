// Style sheets that esbuild puts into a bundle as text (`with { type: "text" }`).
declare module "*.css" {
  const text: string;
  export default text;
}
