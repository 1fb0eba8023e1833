// The parts of Less that are used here; its own types describe the edition for Node.
declare module "less/lib/less/index.js" {
  /** What a file manager answers: a file, or why there is none. */
  type Loaded = { filename: string; contents: string } | { message: string; type: string };

  interface FileManager {
    supports(path: string): boolean;
    supportsSync(): boolean;
    loadFileSync(path: string, folder: string): Loaded;
  }

  /** Lines count from 1, columns from 0. */
  interface LessError {
    readonly message: string;
    readonly filename?: string;
    readonly line?: number | null;
    readonly column?: number | null;
  }

  interface Options {
    readonly filename: string;
    readonly syncImport: boolean;
    readonly javascriptEnabled: boolean;
    readonly math: string;
  }

  interface Less {
    PluginLoader: new () => object;
    FileManager: unknown;
    options: object;
    logger: object;
    AbstractFileManager: new () => object;
    render(
      source: string,
      options: Options,
      done: (error: LessError | null, output?: { css: string }) => void,
    ): void;
  }

  export default function create(environment: object, managers: FileManager[]): Less;
}

declare module "less/lib/less/environment/abstract-file-manager.js" {
  export default class AbstractFileManager {
    getPath(path: string): string;
    supports(path: string): boolean;
    supportsSync(): boolean;
  }
}
