// The rules for TypeScript that runs in a mini-program's page, and for the samples' JavaScript.
import js from "@eslint/js";
import tseslint from "typescript-eslint";

const typescript = [
  "bridge/js/**/*.ts",
  "sandbox/runtime/**/*.ts",
  "sandbox/compile/tools/**/*.ts",
];

export default tseslint.config(
  { ignores: ["**/dist/", "**/dist.new/", "node_modules/", ".venv/", "tests/", "docs/", "host/"] },
  {
    files: typescript,
    extends: [js.configs.recommended, ...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // The page side keeps the engine's own methods before a page can replace them.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // A base class names the parameters that only its subclasses use.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    // node:test's describe() and it() return promises that its runner awaits by itself.
    files: ["**/*.test.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off", "no-console": "off" },
  },
  {
    files: ["sample_apps/**/*.js", "eslint.config.js"],
    extends: [js.configs.recommended],
    rules: { eqeqeq: "error", "no-undef": "off" },
  },
);
